// The look of netcode-report.html. In: nothing. Out: its style sheet. The game's palette; no fonts, no network.

export const STYLE = `
:root { color-scheme: dark; --floor: #131A26; --grid: #1D2738; --edge: #8CA0C0; --muted: #A9B6CC;
  --ok: #A8F0DC; --warn: #F5D92C; --bad: #E8607A; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 40px 28px 80px; background: #0B0F17; color: #FFFFFF;
  font: 15px/1.5 Oxanium, system-ui, "Segoe UI", Roboto, sans-serif; }
h1 { margin: 0; font-size: 34px; letter-spacing: 0.02em; }
h2 { margin: 48px 0 12px; font-size: 20px; }
h3 { margin: 0; font-size: 15px; }
p { margin: 4px 0; color: var(--muted); max-width: 90ch; }
.verdict { display: inline-block; margin: 20px 0 4px; padding: 6px 14px; border-radius: 6px; font-weight: 600;
  border: 1px solid currentColor; }
.verdict.ok { color: var(--ok); } .verdict.bad { color: var(--bad); }
ul.failures { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 12px; margin-top: 20px; }
.tile { padding: 16px 18px; background: var(--floor); border: 1px solid var(--grid); border-radius: 8px; }
.tile b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile span { color: var(--muted); font-size: 13px; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 8px 0 14px; color: var(--muted); font-size: 13px; }
.legend svg { width: 30px; height: 10px; vertical-align: middle; margin-right: 6px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 14px; }
figure { margin: 0; padding: 16px 18px 10px; background: var(--floor); border: 1px solid var(--grid);
  border-radius: 8px; }
figure p { font-size: 13px; min-height: 40px; }
svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
svg .grid { stroke: var(--grid); } svg .bound { stroke: var(--bad); fill: none; stroke-dasharray: 2 4; }
svg polyline.line { fill: none; stroke-width: 1.8; }
svg polyline.faint { fill: none; stroke-width: 1; opacity: 0.45; } svg circle.faint { opacity: 0.45; }
.scroll { overflow-x: auto; border: 1px solid var(--grid); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
th { position: sticky; top: 0; background: var(--floor); color: var(--muted); font-weight: 500; text-align: right;
  vertical-align: bottom; padding: 10px; }
td { padding: 6px 10px; text-align: right; border-top: 1px solid var(--grid); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
tr:nth-child(even) td { background: #10161F; }
td.bad { color: var(--bad); font-weight: 700; } td.good { color: var(--ok); }
footer { margin-top: 40px; color: var(--muted); font-size: 13px; }
@media (max-width: 520px) { .charts { grid-template-columns: 1fr; } body { padding: 20px 12px; } }
`;
