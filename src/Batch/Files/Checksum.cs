using System.Security.Cryptography;

namespace MlNetShallow.Batch.Files;

/// <summary>SHA-256 in lower-case hexadecimal digits, as <c>sha256sum</c> prints it.</summary>
internal static class Checksum
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string OfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>That of all that was appended so far.</summary>
    public static string Of(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>That of all that went through a stream, which has ended.</summary>
    public static string Of(HashAlgorithm hash) => Convert.ToHexStringLower(hash.Hash!);
}
