using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MlNetShallow.Benchmarks.Accuracy;

/// <summary>NumPy's .npy files, version 1.0, of numbers in rows (numpy.lib.format describes them).</summary>
internal static class NumpyFile
{
    private const int Alignment = 64;

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes a vector or, where there are columns, a matrix row by row.</summary>
    public static void Write<T>(string path, T[] values, int? columns = null)
        where T : unmanaged
    {
        string shape = columns is { } n ? $"({values.Length / n}, {n})" : $"({values.Length},)";
        string header = $"{{'descr': '{Description<T>()}', 'fortran_order': False, 'shape': {shape}, }}";
        int unpadded = Magic.Length + sizeof(ushort) + header.Length + 1;
        header += new string(' ', (Alignment - (unpadded % Alignment)) % Alignment) + "\n";

        using var file = File.Create(path);
        file.Write(Magic);
        file.Write(BitConverter.GetBytes((ushort)header.Length));
        file.Write(Encoding.ASCII.GetBytes(header));
        file.Write(MemoryMarshal.AsBytes<T>(values));
    }

    /// <summary>Reads doubles that NumPy wrote, row by row.</summary>
    /// <exception cref="InvalidDataException">The file holds something else, or fewer values than are wanted.</exception>
    public static double[] ReadDoubles(string path, int count)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int headerAt = Magic.Length + sizeof(ushort);
        bool hasHeader = bytes.Length >= headerAt && bytes.AsSpan().StartsWith(Magic);
        int start = headerAt + (hasHeader ? BitConverter.ToUInt16(bytes, Magic.Length) : 0);
        string description = hasHeader && start <= bytes.Length ? Encoding.ASCII.GetString(bytes[headerAt..start]) : "";
        if (!description.Contains("'<f8'", StringComparison.Ordinal) || description.Contains("True", StringComparison.Ordinal)
            || bytes.Length - start != (long)count * sizeof(double))
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{path} is not the {count} doubles that were asked for."));
        }

        return MemoryMarshal.Cast<byte, double>(bytes.AsSpan(start)).ToArray();
    }

    private static string Description<T>() => default(T) switch
    {
        byte => "|u1",
        int => "<i4",
        float => "<f4",
        _ => throw new NotSupportedException($"{typeof(T)}"),
    };
}
