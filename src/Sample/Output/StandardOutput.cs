using Microsoft.Win32.SafeHandles;

namespace MlNetShallow.Sample.Output;

/// <summary>Standard output as bytes.</summary>
internal static class StandardOutput
{
    private const int Handle = 1;

    /// <summary>Opens it; to dispose of it closes nothing.</summary>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        // Into a pipe that nobody reads any more the console's own stream writes without an error, for ever. A file is its
        // business: what others write behind the rows must find its place.
        var pipe = new FileStream(new SafeFileHandle(Handle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
