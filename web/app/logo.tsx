/** The mark of Kontor. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 20 20" style={{ width: size, height: size }} aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--ink)" />
      <path
        d="M6.2 4.8v10.4M6.6 10.6l6.6-5.8M9 8.8l4.8 6.4"
        stroke="#fff"
        strokeWidth="1.9"
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
