using Microsoft.ML.Data;
using MlNetShallow.Pixels;

namespace MlNetShallow.Mapping;

/// <summary>A picture in a file.</summary>
internal sealed class PathRow : ImageRow
{
    private byte[] _content = [];

    [ColumnName(PrivateColumns.Source)]
    public ReadOnlyMemory<char> Path { get; set; }

    internal override string Describe(ImageFlatteningEstimator.Options options)
        => options.ImageFolder is null ? $"'{Path}'" : $"'{Path}' in the folder '{options.ImageFolder}'";

    internal override ReadOnlySpan<byte> Read(ImageReader reader, ImageFlatteningEstimator.Options options)
    {
        if (Path.Span.IsWhiteSpace())
            throw new FormatException("the path is empty");
        string file = System.IO.Path.Combine(options.ImageFolder ?? "", Path.ToString());
        try
        {
            return reader.Decode(ReadFile(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"The picture {Describe(options)} does not exist.", file, exception);
        }
    }

    private ReadOnlySpan<byte> ReadFile(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length > Array.MaxLength)
            throw new FormatException($"it is too large: {stream.Length} bytes");
        int length = (int)stream.Length;
        if (_content.Length < length)
            _content = new byte[length];
        stream.ReadExactly(_content, 0, length);
        return _content.AsSpan(0, length);
    }
}
