/** Does something once the window has been drawn as it is now; the answer takes that back. */
export function afterFirstPicture(work: () => void): () => void {
  let wait: ReturnType<typeof setTimeout>;
  const frame = requestAnimationFrame(() => (wait = setTimeout(work)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(wait);
  };
}
