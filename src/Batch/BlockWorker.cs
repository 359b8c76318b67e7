using MlNetShallow.Batch.Inputs;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Scoring;
using MlNetShallow.Data.Rows;

namespace MlNetShallow.Batch;

/// <summary>Inputs that are scored together.</summary>
/// <param name="Part">The part of the output that their rows belong to.</param>
/// <param name="Items">The inputs.</param>
internal sealed record Block(long Part, InputItem[] Items);

/// <summary>Rows of the output.</summary>
/// <param name="Part">The part that they belong to.</param>
/// <param name="Bytes">The rows as text.</param>
/// <param name="Rows">Their number.</param>
/// <param name="Errors">How many of them have an error.</param>
/// <param name="LastError">The last of these.</param>
/// <param name="FilledIn">How many have a prediction though their input lacks a number.</param>
internal sealed record BlockRows(long Part, byte[] Bytes, int Rows, int Errors, string? LastError, int FilledIn);

/// <summary>Makes rows of inputs. For one thread.</summary>
internal sealed class BlockWorker(ScoringModel model, BoundInputs inputs, OutputForm form) : IDisposable
{
    private readonly BlockScorer _scorer = model.CreateScorer(inputs.CreateValues());
    private readonly RowWriter _rows = RowWriter.Create(form.Format, form.Columns, form.CsvSafe);
    private readonly PredictionWriter _predictions = PredictionWriter.Of(model);
    private readonly int _predictionColumns = PredictionWriter.ColumnsOf(model).Length;

    public BlockRows Process(Block block)
    {
        var errors = new string?[block.Items.Length];
        ReadOnlySpan<float> logits = _scorer.Score(block.Items, errors);
        var clock = new StageClock();
        int outputs = logits.Length / block.Items.Length;
        for (int i = 0; i < block.Items.Length; i++)
            WriteRow(block.Items[i], logits.Slice(i * outputs, outputs), errors[i]);
        clock.EndOf("format");
        return new BlockRows(
            block.Part,
            _rows.Take(),
            block.Items.Length,
            errors.Count(error => error is not null),
            Array.FindLast(errors, error => error is not null),
            _scorer.FilledIn);
    }

    public void Dispose()
    {
        _scorer.Dispose();
        _rows.Dispose();
    }

    private void WriteRow(in InputItem item, ReadOnlySpan<float> logits, string? error)
    {
        _rows.Text(item.Name);
        foreach (string value in inputs.Source.Passed(in item))
            _rows.Text(value);
        if (error is null)
        {
            _predictions.Write(logits, _rows);
            _rows.Missing();
        }
        else
        {
            for (int column = 0; column < _predictionColumns; column++)
                _rows.Missing();
            _rows.Text(error);
        }

        _rows.EndRow();
    }
}
