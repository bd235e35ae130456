import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";

afterEach(() => cleanup());

// What must come is waited for as long as the test may run: a machine that is busy with something else is slow, not wrong.
configure({ asyncUtilTimeout: 4 * 60_000 });

// happy-dom has no top layer. What is in it the components say themselves, with `hidden`; the tests in the real window see it.
HTMLElement.prototype.showPopover ??= () => undefined;
HTMLElement.prototype.hidePopover ??= () => undefined;
