/** A small door in a wall. */
export function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 24 24" fill="none" aria-hidden>
      <path
        d="M3 21V7.5C3 5 5 3 7.5 3h9C19 3 21 5 21 7.5V21"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path d="M8 21v-7a4 4 0 0 1 8 0v7Z" fill="currentColor" />
      <path d="M3 21h18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
