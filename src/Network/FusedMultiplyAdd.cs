using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MlNetShallow;

/// <summary>Whether a · b + c is rounded once, as a processor's fused multiplication and addition does, or twice. Trainings and scores
/// have the same bits on all processors of the same architecture that have it, whatever the width of their vectors; they differ in
/// the last bits from those without. Thread-safe.</summary>
public static class FusedMultiplyAdd
{
    /// <summary>Whether this process has it: on x64 processors that have FMA, as all with AVX2 do, and on Arm64.</summary>
    public static bool IsSupported => Fma.IsSupported || AdvSimd.IsSupported;
}
