using System.Runtime.InteropServices;
using Microsoft.ML.Trainers.LightGbm;

namespace MlNetShallow.Sample.Trainers;

/// <summary>The native library that ML.NET's LightGbm trainers call. Its package has it for x64 alone, on Linux it needs OpenMP's,
/// which not each system has, and the package of the tool leaves it out.</summary>
internal static class LightGbmLibrary
{
    private const string Name = "lib_lightgbm";

    /// <summary>Why it can't be used here, in a line; null where it can.</summary>
    public static string? WhyMissing { get; } = Load();

    private static string? Load()
    {
        try
        {
            // It stays loaded: the trainers are about to call it.
            NativeLibrary.Load(Name, typeof(LightGbmBinaryTrainer).Assembly, searchPath: null);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            return $"LightGbm is not compared: its native library {Name} cannot be loaded on this machine "
                + $"({RuntimeInformation.RuntimeIdentifier}), or is not in this package of the command.";
        }
    }
}
