export { movedCaret, rebasedTyping } from "../../shared/document/typing.ts"
