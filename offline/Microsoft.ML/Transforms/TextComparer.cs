namespace Microsoft.ML.Transforms;

/// <summary>Compares texts by their characters; <see cref="ReadOnlyMemory{T}"/> itself compares where they lie.</summary>
internal sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>
{
    private static readonly TextComparer Instance = new();

    public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<char> obj) => string.GetHashCode(obj.Span);

    internal static object? ForOrNull(Type type) => type == typeof(ReadOnlyMemory<char>) ? Instance : null;
}
