using System.Globalization;
using Microsoft.ML.Data;
using Parquet;
using Parquet.Schema;

namespace MlNetShallow.Data.Parquets;

/// <summary>A column of a Parquet file as ML.NET takes it, for one reader. Numbers become Single, all other scalars the texts that a
/// CSV file would hold, lists of numbers vectors; what is null becomes NaN or an empty text.</summary>
internal abstract class ParquetColumn(DataField source)
{
    public string Name => source.Path.FirstPart ?? source.Name;

    protected DataField Source => source;

    public abstract DataViewType Type { get; }

    /// <summary>That of a field; null where it holds what is neither.</summary>
    /// <param name="field">The field.</param>
    /// <param name="vectorLength">How long its vectors are, where they are known to be of one length.</param>
    public static ParquetColumn? Of(Field field, int? vectorLength = null) => field switch
    {
        DataField { IsArray: false } scalar => OfScalar(scalar),
        DataField list => OfList(list, vectorLength),
        ListField { Item: DataField { IsArray: false } item } => OfList(item, vectorLength),
        _ => null,
    };

    /// <summary>Whether a field is a list of numbers.</summary>
    public static bool IsVector(Field field) => Of(field, vectorLength: 1)?.Type is VectorDataViewType;

    /// <summary>Reads the values of a row group.</summary>
    public abstract Task LoadAsync(ParquetRowGroupReader group);

    /// <summary>Makes a getter of the value in the row of the group that <paramref name="row"/> says.</summary>
    public abstract Delegate CreateGetter(Func<int> row);

    private static ParquetColumn? OfScalar(DataField field) => System.Type.GetTypeCode(field.ClrType) switch
    {
        // The reader has two names for a text.
        TypeCode.String => new ParquetStringColumn(field),
        TypeCode.Object when field.ClrType == typeof(ReadOnlyMemory<char>) => new ParquetStringColumn(field),
        TypeCode.Boolean => Text<bool>(field, value => value ? "true" : "false"),
        TypeCode.DateTime => Text<DateTime>(field, value => value.ToString("s", CultureInfo.InvariantCulture)),
        TypeCode.Single => Number<float>(field, value => value),
        TypeCode.Double => Number<double>(field, value => (float)value),
        TypeCode.Decimal => Number<decimal>(field, value => (float)value),
        TypeCode.SByte => Number<sbyte>(field, value => value),
        TypeCode.Byte => Number<byte>(field, value => value),
        TypeCode.Int16 => Number<short>(field, value => value),
        TypeCode.UInt16 => Number<ushort>(field, value => value),
        TypeCode.Int32 => Number<int>(field, value => value),
        TypeCode.UInt32 => Number<uint>(field, value => value),
        TypeCode.Int64 => Number<long>(field, value => value),
        TypeCode.UInt64 => Number<ulong>(field, value => value),
        _ => null,
    };

    private static ParquetScalarColumn<T, float> Number<T>(DataField field, Func<T, float> number)
        where T : struct
        => new(field, NumberDataViewType.Single, number, missing: float.NaN);

    private static ParquetScalarColumn<T, ReadOnlyMemory<char>> Text<T>(DataField field, Func<T, string> text)
        where T : struct
        => new(field, TextDataViewType.Instance, value => text(value).AsMemory(), missing: default);

    private static ParquetColumn? OfList(DataField item, int? length) => System.Type.GetTypeCode(item.ClrType) switch
    {
        TypeCode.Single => new ParquetVectorColumn<float>(item, length, value => value),
        TypeCode.Double => new ParquetVectorColumn<double>(item, length, value => (float)value),
        TypeCode.Int32 => new ParquetVectorColumn<int>(item, length, value => value),
        TypeCode.Int64 => new ParquetVectorColumn<long>(item, length, value => value),
        _ => null,
    };
}
