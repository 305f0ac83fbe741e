import { encode } from 'uqr';

/** ISO/IEC 18004: readers need a margin of four modules. */
const marginModules = 4;

/** A QR code, black on white in every color scheme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: marginModules });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      style={{ width: 'min(100%, 60vh)', background: '#fff', alignSelf: 'center' }}
    >
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
