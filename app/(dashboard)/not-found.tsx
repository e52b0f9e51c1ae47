import { NotFoundState } from "#components/shell/states.tsx";

export default function NotFound() {
  return <NotFoundState />;
}
