import { area } from "./area.ts"

export const storyMap = area({
  en: {},
  de: {},
})
