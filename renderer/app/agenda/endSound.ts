import { useEffect, useRef } from "react"
import { useSnapshot } from "../../session/useSession.ts"
import { useRemaining } from "./useRemaining.ts"

/** Two soft tones at the end of the time, where they are wanted. Browsers let a page sound only after somebody has touched it. */
export function useEndSound(): void {
  const isWanted = useSnapshot(({ session }) => session.hasSound)
  const shown = useRemaining()
  const seconds = shown?.isPaused ? undefined : shown?.seconds
  const before = useRef(seconds)
  useEffect(() => (isWanted ? unlockSound() : undefined), [isWanted])
  useEffect(() => {
    const was = before.current
    before.current = seconds
    if (isWanted && was !== undefined && seconds !== undefined && was > 0 && seconds <= 0) playEnd()
  }, [seconds, isWanted])
}

let context: AudioContext | undefined

/** Waits for the next touch or key, which is what unlocks sound. */
function unlockSound(): () => void {
  const ears = new AbortController()
  const unlock = () => {
    context ??= new AudioContext()
    void context.resume()
    ears.abort()
  }
  for (const event of ["pointerdown", "keydown"]) window.addEventListener(event, unlock, { signal: ears.signal })
  return () => ears.abort()
}

const tones = [
  { hertz: 660, afterSeconds: 0 },
  { hertz: 880, afterSeconds: 0.28 },
]
const toneSeconds = 0.6
const loudness = 0.16

function playEnd(): void {
  if (context?.state !== "running") return
  for (const { hertz, afterSeconds } of tones) {
    const at = context.currentTime + afterSeconds
    const tone = new OscillatorNode(context, { frequency: hertz })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, at + toneSeconds)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + toneSeconds)
  }
}
