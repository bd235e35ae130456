# Mounts what programs expect of a system, for this command and what it starts only, and goes into the root:
# enter.sh ROOT USER HOME COMMAND...
set -e
root=$1 user=$2 home=$3
shift 3
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t proc proc "$root/proc"
# Not in place of this shell: the first process of its kind is never told by Xvfb that the screen is there.
chroot --userspec="$user:$user" "$root" env -i HOME="$home" USER="$user" LANG=C.UTF-8 GDK_BACKEND=x11 \
  DEBIAN_FRONTEND=noninteractive PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin "$@"
exit 0
