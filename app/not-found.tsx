import { AppFrame } from "#components/shell/app-frame.tsx";
import { NotFoundState } from "#components/shell/states.tsx";

export default function NotFound() {
  return (
    <AppFrame>
      <NotFoundState />
    </AppFrame>
  );
}
