import { teamSign } from "../../../shared/boards/user-needs-map/signs.ts"
import type { Team } from "../../../shared/model/records.ts"
import { FigureView } from "../../canvas/FigureView.tsx"

/** The shape of a team's type, as on the map. Its name says the same beside it. */
export const TeamSign = ({ type }: { readonly type: Team["teamType"] }) => (
  <svg className="team-sign" width={28} height={20} aria-hidden="true">
    <FigureView figures={teamSign(14, 10, type)} />
  </svg>
)
