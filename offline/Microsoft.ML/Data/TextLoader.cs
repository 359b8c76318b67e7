namespace Microsoft.ML.Data;

/// <summary>Says which fields of a line a member is read from.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class LoadColumnAttribute(int start, int end) : Attribute
{
    public LoadColumnAttribute(int fieldIndex) : this(fieldIndex, fieldIndex) { }
    internal TextLoader.Range Fields => new(start, end);
}

/// <summary>How text files are read: what there is of it here is data.</summary>
public static class TextLoader
{
    /// <summary>How the lines of a file become columns.</summary>
    public sealed class Options
    {
        public bool AllowQuoting;
        public bool HasHeader;
        public bool MissingRealsAsNaNs;
        public bool ReadMultilines;
        public char[] Separators = ['\t'];
        public Column[] Columns = [];
    }

    /// <summary>A column of one field, or of a range of fields as a vector.</summary>
    public sealed class Column(string name, DataKind dataKind, Range[] source)
    {
        public Column(string name, DataKind dataKind, int index) : this(name, dataKind, [new(index, index)]) { }
        internal string Name => name;
        internal DataKind Kind => dataKind;
        internal Range Fields => source.Single();
    }

    /// <summary>Fields of a line, both ends included; without an end, all to the last.</summary>
    public sealed class Range(int min, int? max)
    {
        internal int Min => min;
        internal int? Max => max;
    }
}
