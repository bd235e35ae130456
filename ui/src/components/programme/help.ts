/** The sentences that tell a screen reader what the keys do; each stands once in the page. */
export const HELP_BLOCK = "programme-help-block";
export const HELP_CHIP = "programme-help-chip";
