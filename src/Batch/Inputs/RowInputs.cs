using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Batch.Files;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Scoring;

namespace MlNetShallow.Batch.Inputs;

/// <summary>Rows that are there once, or may be others the next time: they are kept in the working folder, and only read from
/// there.</summary>
internal sealed class RowInputs : InputSource
{
    private const string FileName = "inputs.rows";

    private readonly string _name;
    private readonly IDataView _data;
    private readonly string[] _kept;
    private readonly DataViewSchema.Column[] _columns;
    private readonly ColumnCodec[] _codecs;

    /// <exception cref="InvalidDataException">A column is missing or of another type.</exception>
    [SetsRequiredMembers]
    public RowInputs(string name, IDataView data, ScoringModel model, string[] kept)
    {
        (_name, _data, _kept) = (name, data, kept);
        Options = new Dictionary<string, string>();
        _columns =
        [
            .. kept.Select(column => Find(column, "ScoringInputs.keep names")),
            .. model.InputColumns.Select(column => Find(column, $"the model '{model.Name}' takes")),
        ];
        foreach (DataViewSchema.Column column in _columns[kept.Length..])
            CheckType(column, model.InputSchema[column.Name].Type);
        _codecs = [.. _columns.Select(Codec)];
        if (_columns[..kept.Length].FirstOrDefault(column => column.Type is VectorDataViewType) is { Name: { } vector })
            throw new InvalidDataException($"The column '{vector}' of '{name}' is a vector, which no column of the output can hold.");
    }

    public override string Source => _name;

    public override IReadOnlyList<string> PassedColumns => _kept;

    /// <summary>Makes what a row has in the model's columns, for one thread.</summary>
    public Dictionary<string, ColumnValue> CreateValues()
    {
        var values = new Dictionary<string, ColumnValue>();
        for (int i = _kept.Length; i < _columns.Length; i++)
            values.Add(_columns[i].Name, _codecs[i].CreateValue(i - _kept.Length));
        return values;
    }

    public override InputListing List(string folder, Shard shard, CancellationToken cancellation)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var own = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long total = 0, count = 0;
        using var row = new MemoryStream();
        using var writer = new BinaryWriter(row);
        CommittedFile.Write(Path.Join(folder, FileName), stream =>
        {
            using DataViewRowCursor cursor = _data.GetRowCursor(_columns.Distinct());
            Action<BinaryWriter>[] write = [.. _columns.Zip(_codecs, (column, codec) => codec.CreateWriter(cursor, column))];
            while (cursor.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                row.SetLength(0);
                writer.Write(total + 1);
                foreach (Action<BinaryWriter> each in write)
                    each(writer);
                writer.Flush();
                ReadOnlySpan<byte> bytes = row.GetBuffer().AsSpan(0, (int)row.Length);
                all.AppendData(bytes);
                if (shard.Takes(total, NameOf(total + 1)))
                {
                    own.AppendData(bytes);
                    stream.Write(bytes);
                    count++;
                }

                total++;
            }
        });
        return total > 0
            ? new InputListing(Source, Options, total, Checksum.Of(all), count, Checksum.Of(own))
            : throw new InvalidDataException($"There are no rows to score in '{_name}'.");
    }

    public override void Check(string folder, InputListing listing) => CheckKept(Path.Join(folder, FileName), listing);

    public override IEnumerable<InputItem> Read(string folder, Shard shard)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(Path.Join(folder, FileName)), 1 << 16));
        for (long left = reader.BaseStream.Length; reader.BaseStream.Position < left;)
        {
            string name = NameOf(reader.ReadInt64());
            object[] values = Array.ConvertAll(_codecs, codec => codec.Read(reader));
            yield return new InputItem(name, Array.ConvertAll(values[.._kept.Length], Text), Values: values[_kept.Length..]);
        }
    }

    public override IEnumerable<InputItem> ReadOnce() => throw new InvalidDataException(
        $"The rows of '{_name}' are in memory: the model's own Transform scores them as they come; a job scores them into a file.");

    public override ReadOnlySpan<string> Passed(in InputItem item) => item.Fields;

    private static string NameOf(long row) => row.ToString(CultureInfo.InvariantCulture);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private DataViewSchema.Column Find(string name, string purpose) => _data.Schema.GetColumnOrNull(name)
        ?? throw new InvalidDataException($"'{_name}' has no column '{name}', which {purpose}; it has "
            + $"{string.Join(", ", _data.Schema.Select(column => column.Name))}.");

    private ColumnCodec Codec(DataViewSchema.Column column) => ColumnCodec.Of(column.Type)
        ?? throw new InvalidDataException($"The column '{column.Name}' of '{_name}' is {column.Type}; wanted are texts, numbers, "
            + "truth values, or vectors of these.");

    private void CheckType(DataViewSchema.Column column, DataViewType wanted)
    {
        bool isSame = column.Type.Equals(wanted)
            || (column.Type is VectorDataViewType vector && wanted is VectorDataViewType { IsKnownSize: false } any
                && vector.ItemType.Equals(any.ItemType));
        if (!isSame)
            throw new InvalidDataException($"The column '{column.Name}' of '{_name}' is {column.Type}; the model takes {wanted}.");
    }
}
