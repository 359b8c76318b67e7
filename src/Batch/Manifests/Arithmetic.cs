using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetShallow.Batch.Manifests;

/// <summary>What decides the last digits of a score: by the width of the vectors the same sum is taken in another order.</summary>
/// <param name="Architecture">The processor's, such as X64.</param>
/// <param name="VectorBits">How wide its vectors are; 0 where there are none.</param>
/// <param name="Version">The version of the program that scored.</param>
internal sealed record Arithmetic(string Architecture, int VectorBits, string Version)
{
    /// <summary>The version of this program.</summary>
    public static string ThisVersion { get; } = typeof(Arithmetic).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>That of this process.</summary>
    public static Arithmetic Here { get; } = new($"{RuntimeInformation.ProcessArchitecture}", Width(), ThisVersion);

    public override string ToString() => $"{Architecture} with vectors of {VectorBits} bits, version {Version}";

    private static int Width() => Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;
}
