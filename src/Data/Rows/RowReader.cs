using System.Text;

namespace MlNetShallow.Data.Rows;

/// <summary>Reads the rows of a table of text, each as it comes.</summary>
internal abstract class RowReader : IDisposable
{
    /// <summary>How they are read: it throws on bytes that are none of UTF-8, and passes over a byte order mark.</summary>
    protected static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>The names of the columns.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The number of the row, from 1, the header not counted.</summary>
    public abstract long Row { get; }

    /// <summary>A field of the row, until another one is taken.</summary>
    public abstract ReadOnlySpan<char> this[int column] { get; }

    /// <summary>Moves to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">It is none of this table.</exception>
    public abstract bool Read();

    /// <summary>The row, for a message.</summary>
    public abstract string Place();

    public abstract void Dispose();
}
