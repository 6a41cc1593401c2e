/** Folds the table of contents where there is no room beside the text, and marks the section being read. */
export function bindContents(contents: HTMLElement): void {
  const fold = contents.querySelector('details');
  const narrow = matchMedia('(max-width: 64rem)');
  const follow = () => {
    if (fold) fold.open = !narrow.matches;
  };
  narrow.addEventListener('change', follow);
  follow();

  const links = new Map(
    [...contents.querySelectorAll<HTMLAnchorElement>('a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  const sections = [...links.keys()].map((id) => document.getElementById(id)).filter((section) => section !== null);
  const inView = new Set<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) inView.add(entry.target);
        else inView.delete(entry.target);
      }
      const read = sections.find((section) => inView.has(section));
      for (const [id, link] of links) {
        if (id === read?.id) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
    { rootMargin: '-10% 0px -70% 0px' },
  );
  for (const section of sections) observer.observe(section);
}
