/** Style of the chip. Everything is set here: inside the shadow root nothing comes from the page. */
export const chipStyle = `
:host { all: initial !important; }
:host([hidden]) { display: none !important; }
[hidden] { display: none !important; }
.frame {
  --ink: #1f2d3a; --paper: #ffffff; --edge: #d5dce3; --accent: #1a6f5c; --soft: #5a6772;
  position: fixed; z-index: 2147483647; box-sizing: border-box;
  display: flex; flex-direction: column; align-items: flex-end; gap: 6px;
  font: 500 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink);
}
.frame[data-theme="dark"] { --ink: #e8edf1; --paper: #262b30; --edge: #434b53; --accent: #6fcbb4; --soft: #aab4bd; }
.frame[data-tone="blocked"] { --accent: #a5342a; --edge: #e3bdb8; }
.frame[data-tone="blocked"][data-theme="dark"] { --accent: #f2a097; --edge: #6d423d; }
.frame[data-tone="unavailable"] { --accent: #8a5a00; --edge: #e2d2ae; }
.frame[data-tone="unavailable"][data-theme="dark"] { --accent: #e8bf6c; --edge: #5f5233; }
.chip, .details {
  box-sizing: border-box; max-width: 100%;
  background: var(--paper); color: var(--ink); border: 1px solid var(--edge);
  box-shadow: 0 1px 3px rgb(0 0 0 / 12%);
}
.chip {
  display: inline-flex; align-items: center; gap: 7px; margin: 0; padding: 5px 12px 5px 9px;
  border-radius: 15px; font: inherit; text-align: start; cursor: pointer; overflow-wrap: anywhere;
}
.chip:hover { border-color: var(--accent); }
.chip:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.chip svg { flex: none; width: 17px; height: 17px; fill: none; stroke: var(--accent); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.details { padding: 10px 14px; border-radius: 12px; font-weight: 400; }
.line { margin: 0; color: var(--soft); }
.line + .line { margin-top: 6px; }
.title { display: block; font-weight: 600; color: var(--ink); }
.spoken { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) {
  .chip { animation: appear 140ms ease-out; }
  @keyframes appear { from { opacity: 0; translate: 0 3px; } }
}
@media (forced-colors: active) { .chip, .details { border-color: CanvasText; } }
@media print { .frame { display: none; } }
`;
