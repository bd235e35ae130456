import type { Illustrative, Label } from "../../backend/types";
import { legible } from "../text/text";
import { m } from "../../paraglide/messages";

type Names = Record<string, () => string>;

const STATUS: Names = {
  proposed: m.status_proposed,
  tentative: m.status_tentative,
  conditional: m.status_conditional,
  confirmed: m.status_confirmed,
  announced: m.status_announced,
  under_way: m.status_under_way,
  executed: m.status_executed,
  postponed: m.status_postponed,
  cancelled: m.status_cancelled,
};
const KIND: Names = {
  talks: m.kind_talks,
  courtesy_call: m.kind_courtesy_call,
  audience: m.kind_audience,
  conference: m.kind_conference,
  speech: m.kind_speech,
  ceremony: m.kind_ceremony,
  arrival: m.kind_arrival,
  farewell: m.kind_farewell,
  wreath_laying: m.kind_wreath_laying,
  guest_book: m.kind_guest_book,
  meal: m.kind_meal,
  working_lunch: m.kind_working_lunch,
  working_dinner: m.kind_working_dinner,
  state_lunch: m.kind_state_lunch,
  state_dinner: m.kind_state_dinner,
  reception: m.kind_reception,
  press: m.kind_press,
  doorstep: m.kind_doorstep,
  cultural: m.kind_cultural,
  site_visit: m.kind_site_visit,
  movement: m.kind_movement,
  internal: m.kind_internal,
  free_time: m.kind_free_time,
  other: m.kind_other,
};
const FORMAT: Names = {
  two_plus_two: m.format_two_plus_two,
  plenary: m.format_plenary,
  restricted: m.format_restricted,
  tete_a_tete: m.format_tete_a_tete,
  pull_aside: m.format_pull_aside,
  bilateral: m.format_bilateral,
  joint_commission: m.format_joint_commission,
  strategic_dialogue: m.format_strategic_dialogue,
};
const PRESS: Names = {
  closed: m.press_closed,
  photo_opportunity: m.press_photo_opportunity,
  press_statements: m.press_statements,
  press_conference: m.press_conference,
  open: m.press_open,
};
const CATEGORY: Names = {
  state: m.category_state,
  official: m.category_official,
  official_working: m.category_official_working,
  working: m.category_working,
  guest_of_government: m.category_guest_of_government,
  private: m.category_private,
  transit: m.category_transit,
};
const MODE: Names = {
  spell_out: m.mode_spell_out,
  discuss: m.mode_discuss,
  present_assessment: m.mode_present_assessment,
  prepared_to_discuss: m.mode_prepared_to_discuss,
  review: m.mode_review,
};
const STAGE: Names = {
  invited: m.stage_invited,
  promised: m.stage_promised,
  agreed: m.stage_agreed,
  planned: m.stage_planned,
  held: m.stage_held,
  cancelled: m.status_cancelled,
};
const STRAND: Names = {
  standing: m.strand_standing,
  under_way: m.strand_under_way,
};
const COMMITMENT: Names = {
  open: m.commitment_open,
  in_progress: m.commitment_in_progress,
  under_review: m.commitment_under_review,
  done: m.commitment_done,
  dropped: m.commitment_dropped,
};
const SIDE: Names = { guest: m.side_guest, host: m.side_host, third: m.side_third };
const ROLE: Names = {
  principal: m.role_principal,
  member: m.role_member,
  interpreter: m.role_interpreter,
  protocol: m.role_protocol,
  security: m.role_security,
  press: m.role_press,
  medical: m.role_medical,
};
const MEANS: Names = {
  road: m.means_road,
  motorcade: m.means_motorcade,
  air: m.means_air,
  helicopter: m.means_helicopter,
  rail: m.means_rail,
  water: m.means_water,
  foot: m.means_foot,
};
const SOURCE: Names = {
  announcement: m.source_announcement,
  press_release: m.source_press_release,
  comment: m.source_comment,
  statement: m.source_statement,
  briefing: m.source_briefing,
  interview: m.source_interview,
  note_verbale: m.source_note_verbale,
  letter: m.source_letter,
  message: m.source_message,
  schedule: m.source_schedule,
};
const PART: Record<Exclude<keyof Illustrative, "whole">, () => string> = {
  title: m.part_title,
  kind: m.part_kind,
  format: m.part_format,
  when: m.part_when,
  assemble: m.part_assemble,
  status: m.part_status,
  press: m.part_press,
  dress: m.part_dress,
  venue: m.part_venue,
  participants: m.part_participants,
  interpreters: m.part_interpreters,
  movement: m.part_movement,
};
const DAY_PART: Names = {
  early_morning: m.day_part_early_morning,
  morning: m.day_part_morning,
  midday: m.day_part_midday,
  afternoon: m.day_part_afternoon,
  evening: m.day_part_evening,
  night: m.day_part_night,
};
const FUNCTION: Names = {
  met_by: m.function_met_by,
  greeted_by: m.function_greeted_by,
  seen_off_by: m.function_seen_off_by,
  meal_host: m.function_meal_host,
  chair: m.function_chair,
  co_chair: m.function_co_chair,
  speaker: m.function_speaker,
  note_taker: m.function_note_taker,
  signatory: m.function_signatory,
};
const CAR_PLACE: Names = {
  front: m.car_place_front,
  rear_right: m.car_place_rear_right,
  rear_left: m.car_place_rear_left,
  rear_middle: m.car_place_rear_middle,
  folding_seat: m.car_place_folding_seat,
};
const ENTITY: Names = {
  facts: m.entity_facts,
  member: m.entity_member,
  venue: m.entity_venue,
  room: m.entity_room,
  leg: m.entity_leg,
  figure: m.entity_figure,
  vehicle: m.entity_vehicle,
  engagement: m.entity_engagement,
  topic: m.entity_topic,
  deliverable: m.entity_deliverable,
  commitment: m.entity_commitment,
  agreement: m.entity_agreement,
  strand: m.entity_strand,
  task: m.entity_task,
  contact: m.entity_contact,
  source: m.entity_source,
  waiver: m.entity_waiver,
  comment: m.entity_comment,
  edition: m.entity_edition,
};

const TERMS = {
  STATUS,
  KIND,
  FORMAT,
  PRESS,
  CATEGORY,
  MODE,
  STAGE,
  STRAND,
  COMMITMENT,
  SIDE,
  ROLE,
  MEANS,
  SOURCE,
  PART,
  DAY_PART,
  FUNCTION,
  CAR_PLACE,
  ENTITY,
};
type Vocabulary = Lowercase<keyof typeof TERMS>;

/** Returns the name of a value of a vocabulary; a value of a newer version is shown as it is written. */
export function term(vocabulary: Vocabulary, value: string | undefined): string {
  if (value === undefined) return "";
  const names: Names = TERMS[vocabulary.toUpperCase() as keyof typeof TERMS];
  return names[value]?.() ?? value.replaceAll("_", " ");
}

/** Returns every value of a vocabulary with its name, for a list to choose from. */
export function choices(vocabulary: Vocabulary): { value: string; label: string }[] {
  const names: Names = TERMS[vocabulary.toUpperCase() as keyof typeof TERMS];
  return Object.entries(names).map(([value, name]) => ({ value, label: name() }));
}

const ACTION: Record<string, (input: { subject: string }) => string> = {
  set: m.action_set,
  add: m.action_add,
  remove: m.action_remove,
  restore: m.action_restore,
  move: m.action_move,
  participants: m.action_participants,
  create: m.action_create,
  import: m.action_import,
};

/** Says what an edit did, as undo and the history name it: `Move “Working lunch”`. */
export function phraseOf(label: Label): string {
  const subject = label.subject ? m.quoted({ words: legible(label.subject) }) : term("entity", label.kind);
  return ACTION[label.action]?.({ subject }) ?? subject;
}
