export CHANCERY_NIGHTLY=1 CARGO_TERM_COLOR=never
cd /tmp/wt/proof/crates/archive
for l in "--skip every_flipped_bit" "every_flipped_bit_of_the_journal every_flipped_bit_of_the_file"; do
  echo "== archive $l start $(date +%T)"
  timeout 5400 /tmp/log/nightly/bin/archive2 --test-threads 2 $l 2>&1
  echo "== archive $l rc $? end $(date +%T)"
done
