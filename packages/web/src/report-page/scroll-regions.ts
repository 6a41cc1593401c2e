/**
 * A table or drawing is a stop for the keyboard, and a landmark, only while it really scrolls; where it goes on beyond
 * an edge, that edge fades. The page is printed as if all of them scrolled, so that nobody is shut out where no
 * script runs.
 */
export function bindScrollRegions(): void {
  // A long table always scrolls; to ask it would lay out its hundreds of rows before anybody looks at them.
  // An observer reports once for each region at the start, and all at once: one layout serves them all.
  const observer = new ResizeObserver((entries) => settle(entries.map(({ target }) => target as HTMLElement)));
  for (const region of document.querySelectorAll<HTMLElement>('.scroll:not(.long)')) {
    observer.observe(region);
    region.addEventListener('scroll', () => settle([region]), { passive: true });
  }
}

function settle(regions: readonly HTMLElement[]): void {
  const measured = regions.map((region) => ({
    region,
    scrolls: region.scrollWidth > region.clientWidth + 1 || region.scrollHeight > region.clientHeight + 1,
    before: region.scrollLeft > 1,
    after: region.scrollLeft + region.clientWidth < region.scrollWidth - 1,
  }));
  for (const { region, scrolls, before, after } of measured) {
    region.setAttribute('role', scrolls ? 'region' : 'group');
    if (scrolls) region.tabIndex = 0;
    else region.removeAttribute('tabindex');
    region.classList.toggle('more-before', before);
    region.classList.toggle('more-after', after);
  }
}
