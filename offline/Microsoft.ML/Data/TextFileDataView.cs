using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>The lines of a text file as data.</summary>
internal static class TextFileDataView
{
    private static readonly Dictionary<DataKind, PrimitiveDataViewType> Types = new()
    {
        [DataKind.Single] = NumberDataViewType.Single,
        [DataKind.String] = TextDataViewType.Instance,
        [DataKind.Boolean] = BooleanDataViewType.Instance,
    };

    internal static DataKind KindOf(DataViewType type)
        => Types.Single(pair => pair.Value.Equals((type as VectorDataViewType)?.ItemType ?? type)).Key;

    internal static IDataView Create(string path, TextLoader.Options options, bool namesSlots)
    {
        Contracts.CheckParam(File.Exists(path), nameof(path), $"File does not exist at path: {path}");
        var lines = new TextFileLines(path, options);
        string[] first = lines.First();
        var rows = new EnumerableDataView<Line>(
            lines.Skip(options.HasHeader ? 1 : 0).Select(fields => new Line
            {
                Fields = new(fields.Length, Array.ConvertAll(fields, field => field.AsMemory())),
            }), null);
        DataViewSchema.Column source = rows.Schema["Fields"];
        var all = new RowMapping(rows.Schema, new([.. options.Columns.Select(column =>
        {
            int size = (column.Fields.Max ?? (first.Length - 1)) - column.Fields.Min + 1;
            PrimitiveDataViewType type = Types[column.Kind];
            bool isScalar = column.Fields.Min == column.Fields.Max;
            string[] names = [.. first.Skip(column.Fields.Min).Take(size)];
            DataViewSchema.Annotations? annotations = !isScalar && namesSlots && options.HasHeader
                ? AnnotationsExtensions.WithVector(
                    AnnotationsExtensions.SlotNames, TextDataViewType.Instance, Array.ConvertAll(names, name => name.AsMemory()))
                : null;
            return AddedColumn.Create(
                new(column.Name, isScalar ? type : new VectorDataViewType(type, size), annotations),
                [source],
                row => Generics.Invoke<Delegate>(
                    isScalar ? CreateGetter<int> : CreateVectorGetter<int>, [type.RawType],
                    row, source, column.Fields.Min, size, options.MissingRealsAsNaNs));
        })]));
        RowMapping selected = RowMapping.Select(all.OutputSchema, column => column.Index > 0);
        return new RowMappedDataView(new RowMappedDataView(rows, all), selected);
    }

    private static ValueGetter<T> CreateGetter<T>(
        DataViewRow row, DataViewSchema.Column source, int index, int size, bool missingIsNaN)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getFields = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        VBuffer<ReadOnlyMemory<char>> fields = default;
        return (ref T value) =>
        {
            getFields(ref fields);
            value = Parse<T>(fields.GetValues(), index, missingIsNaN);
        };
    }

    private static ValueGetter<VBuffer<T>> CreateVectorGetter<T>(
        DataViewRow row, DataViewSchema.Column source, int index, int size, bool missingIsNaN)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getFields = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        VBuffer<ReadOnlyMemory<char>> fields = default;
        return (ref VBuffer<T> value) =>
        {
            getFields(ref fields);
            var items = new T[size];
            for (int i = 0; i < size; i++)
                items[i] = Parse<T>(fields.GetValues(), index + i, missingIsNaN);
            value = new VBuffer<T>(size, items);
        };
    }

    // An empty number is 0 or NaN, as asked for; one that is no number is NaN.
    private static T Parse<T>(ReadOnlySpan<ReadOnlyMemory<char>> fields, int index, bool missingIsNaN)
    {
        ReadOnlyMemory<char> text = index < fields.Length ? fields[index] : default;
        ReadOnlySpan<char> field = text.Span.Trim();
        object value = typeof(T) == typeof(ReadOnlyMemory<char>) ? text
            : typeof(T) == typeof(bool) ? !field.IsEmpty && bool.Parse(field)
            : field.IsEmpty ? missingIsNaN ? float.NaN : 0f
            : float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : float.NaN;
        return (T)value;
    }

    private sealed class Line
    {
        public VBuffer<ReadOnlyMemory<char>> Fields { get; set; }
    }
}
