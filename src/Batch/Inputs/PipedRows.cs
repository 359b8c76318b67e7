using System.Diagnostics.CodeAnalysis;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch.Inputs;

/// <summary>The rows of a table that comes through a pipe and is there once.</summary>
internal sealed class PipedRows : InputSource
{
    private readonly string _name;
    private readonly IReadOnlyList<string> _kept;
    private readonly RowReader _table;
    private readonly TextRows _rows;

    /// <exception cref="InvalidDataException">A column is missing, or the model wants vectors.</exception>
    [SetsRequiredMembers]
    public PipedRows(string name, RowReader table, ScoringModel model, IReadOnlyList<string> kept)
    {
        (_name, _table, _kept, _rows) = (name, table, kept, new TextRows(name, table, model, kept));
        Options = new Dictionary<string, string>();
    }

    public override string Source => _name;

    public override IReadOnlyList<string> PassedColumns => _kept;

    /// <summary>Makes what a row has in the model's columns, for one thread.</summary>
    public IReadOnlyDictionary<string, ColumnValue> CreateValues() => _rows.CreateValues();

    public override InputListing List(string folder, Shard shard, CancellationToken cancellation)
        => throw new InvalidDataException($"The rows of '{_name}' are there once, and cannot be scored into a file that a job "
            + "resumes: the output must be a stream too ('-' on the command line), or the rows in a file.");

    public override void Check(string folder, InputListing listing) => throw new NotSupportedException();

    public override IEnumerable<InputItem> Read(string folder, Shard shard) => throw new NotSupportedException();

    public override IEnumerable<InputItem> ReadOnce()
    {
        using (_table)
        {
            foreach (InputItem item in _rows.Read(_table))
                yield return item;
        }
    }

    public override ReadOnlySpan<string> Passed(in InputItem item) => item.Fields;
}
