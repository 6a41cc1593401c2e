/**
 * A table or drawing is a stop for the keyboard, and a landmark, only while it really scrolls. The page is printed as
 * if all of them did, so that nobody is shut out where no script runs.
 */
export function bindScrollRegions(): void {
  const settle = (region: HTMLElement) => {
    if (region.scrollWidth > region.clientWidth + 1) {
      region.tabIndex = 0;
      region.setAttribute('role', 'region');
    } else {
      region.removeAttribute('tabindex');
      region.setAttribute('role', 'group');
    }
  };
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) settle(target);
  });
  for (const region of document.querySelectorAll<HTMLElement>('.scroll')) {
    settle(region);
    observer.observe(region);
  }
}
