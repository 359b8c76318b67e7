using System.Reflection;
using System.Runtime.InteropServices;

namespace MlNetShallow.Batch.Manifests;

/// <summary>What decides the last digits of a score.</summary>
/// <param name="Architecture">The processor's, such as X64.</param>
/// <param name="IsFused">Whether it fuses multiplication and addition, see <see cref="FusedMultiplyAdd"/>.</param>
/// <param name="Version">The version of the program that scored.</param>
internal sealed record Arithmetic(string Architecture, bool IsFused, string Version)
{
    /// <summary>The version of this program.</summary>
    public static string ThisVersion { get; } = typeof(Arithmetic).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>That of this process.</summary>
    public static Arithmetic Here { get; } =
        new($"{RuntimeInformation.ProcessArchitecture}", FusedMultiplyAdd.IsSupported, ThisVersion);

    public override string ToString() => $"{Architecture} {(IsFused ? "with" : "without")} fused multiply-add, version {Version}";
}
