const svg = "http://www.w3.org/2000/svg";

/** The coat hanger, drawn with the colour of the text around it. */
export function mark(): SVGElement {
  const drawing = document.createElementNS(svg, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg, "path");
  path.setAttribute(
    "d",
    "M9.5 6.2a2.5 2.5 0 1 1 3.6 2.3c-.7.3-1.1.8-1.1 1.5v.6L3.2 16c-1.4.9-.8 3 .9 3h15.8c1.7 0 2.3-2.1.9-3L12 10.6",
  );
  drawing.append(path);
  return drawing;
}
