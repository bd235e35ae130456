import type { ImportReport, LostChange, ProgrammeFormat, RescueReport, Text, VisitId } from "../backend/types";

/** A dialog that can stand over the window. */
export type Dialog =
  | { kind: "new_visit" }
  | { kind: "duplicate"; id: VisitId }
  | { kind: "shortcuts" }
  | { kind: "palette" }
  | { kind: "trash" }
  | { kind: "export"; format: ProgrammeFormat }
  | { kind: "import_into"; path: string }
  | { kind: "import_report"; report: ImportReport }
  | { kind: "accept" }
  | { kind: "rescued"; report: RescueReport }
  | { kind: "recovered"; title: Text; lost: LostChange[]; incomplete: boolean };

/** The one dialog that is open, if any. */
export class Dialogs {
  open = $state<Dialog | null>(null);

  show(dialog: Dialog): void {
    this.open = dialog;
  }

  close(): void {
    this.open = null;
  }
}
