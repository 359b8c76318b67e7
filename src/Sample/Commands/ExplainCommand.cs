using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetShallow.Data.Files;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Rows;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Explanations;
using MlNetShallow.Sample.Models;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>explain</c>: a model and rows in, what their predictions are made of out, and which columns count.</summary>
internal sealed class ExplainCommand : Command
{
    private const int MagnitudesShown = 10;

    private readonly Option<string> _model = OptionFactory.Path("--model", "FILE", "The model to explain.");

    private readonly Option<string> _data = OptionFactory.Path(
        "--data",
        "DIR|FILE",
        $"What to explain the predictions for: a folder of pictures ({PictureFiles.Kinds}) and those of the folders in it, "
            + $"or a table ({Table.Kinds}).");

    private readonly Option<string> _output = OptionFactory.Path(
        "--output", "FILE", "The table to write: a line for each contribution. Its extension, tsv, csv or jsonl, is the format.");

    private readonly Option<string?> _baseline = OptionFactory.Text(
        "--baseline",
        "DIR|FILE",
        "What to compare with: the mean of these pictures or rows, best those of the training. [default: those of --data]");

    private readonly Option<int> _top = OptionFactory.Integer(
        "--top", "How many contributions of a row are told, the largest; the others in one sum; 0 for all.", 5, least: 0);

    private readonly Option<bool> _slots = OptionFactory.Flag(
        "--slots", "For a table: tell of each feature, such as each value of a category, in place of each column.");

    private readonly Option<string?> _importances = OptionFactory.Text(
        "--importances",
        "FILE",
        "For a table with the label: write how much worse the model does where a column is permuted. tsv, csv or jsonl.");

    private readonly Option<string?> _label = OptionFactory.Text(
        "--label",
        "COLUMN",
        "For --importances: the column that was to be predicted. [default: the one that the model was trained on]");

    private readonly Option<int> _permutations = OptionFactory.Integer(
        "--permutations", "For --importances: how often a column is permuted.", 5, least: 1);

    private readonly Option<int> _seed = OptionFactory.Integer("--seed", "For --importances: the seed of the permutations.", 1);

    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace output files that exist.");

    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public ExplainCommand(Screen screen, CancellationToken cancellation)
        : base("explain", "Tell what predictions are made of, and which columns of a table count.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        this.AddOptions(
            _model, _data, _output, _baseline, _top, _slots, _importances, _label, _permutations, _seed, _force);
        this.RefuseWhatIsNotForTheData(_data, forPictures: [], forTables: [_slots, _importances, _label, _permutations, _seed]);
        Validators.Add(result =>
        {
            foreach (Option option in (Option[])[_label, _permutations, _seed])
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetResult(_importances) is null)
                    result.AddError($"{option.Name} is for {_importances.Name}, which is not given.");
            }
        });
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_output), data = parsed.GetRequiredValue(_data);
        parsed.RefuseSharedFiles(writes: [_output, _importances], reads: [_model, _data, _baseline]);
        OutputFormat format = OutputFormats.OfRows(path);
        var output = new OutputFile(path, parsed.GetValue(_force));
        var mlContext = new MLContext();
        ExplainedRows explanations;
        if (Table.IsTable(data))
        {
            TableModel model = TableModel.Load(mlContext, parsed.GetRequiredValue(_model));
            Table table = Table.Open(mlContext, data, _cancellation);
            if (parsed.GetValue(_importances) is { } file)
                Rank(parsed, model, table, new OutputFile(file, parsed.GetValue(_force)), OutputFormats.OfRows(file));
            explanations = Of(parsed, mlContext, model, table);
        }
        else
        {
            explanations = Of(
                parsed, mlContext, ModelFile.LoadPictureModel(mlContext, parsed.GetRequiredValue(_model)), data);
        }

        var contributions = new ContributionTable(explanations, format, parsed.GetValue(_top));
        output.Write(stream => contributions.Write(stream, _cancellation));
        _screen.Output.WriteLine($"{contributions.Explained} predictions explained: {output.Path}");
        _screen.Output.WriteLine("mean magnitude of the contributions:");
        foreach ((string feature, double magnitude) in contributions.Magnitudes.Take(MagnitudesShown))
            _screen.Output.WriteLine($"{feature} {magnitude.ToString("0.0000", CultureInfo.InvariantCulture)}");
        if (contributions.Unscored == 0)
            return Program.Done;
        _screen.Error.WriteLine(
            $"{contributions.Unscored} rows have no prediction, as a number is missing, which the model does not fill in, "
                + "or infinite.");
        return Program.DoneWithErrors;
    }

    private ExplainedRows Of(ParseResult parsed, MLContext mlContext, TableModel model, Table table)
    {
        IDataView rows = model.Load(table);
        IDataView baseline = parsed.GetValue(_baseline) is { } path
            ? model.Load(Table.Open(mlContext, path, _cancellation))
            : rows;
        return new ExplainedRows(
            mlContext,
            model.Transformer,
            rows,
            Numbers(),
            baseline,
            column => parsed.GetValue(_slots) ? FeatureNames.BySlot(column) : FeatureNames.ByColumn(column, model.Columns));

        static IEnumerable<string> Numbers()
        {
            for (long row = 1; ; row++)
                yield return row.ToString(CultureInfo.InvariantCulture);
        }
    }

    private ExplainedRows Of(ParseResult parsed, MLContext mlContext, ITransformer model, string folder)
    {
        ImageFlatteningEstimator.Options flattening = ImageFlatteningEstimator.Options.FromModel(model)
            ?? throw new InvalidDataException("The model does not flatten pictures with FlattenImages.");
        string[] pictures = PicturesOf(folder);
        return new ExplainedRows(
            mlContext,
            model,
            Read(pictures),
            pictures,
            Read(parsed.GetValue(_baseline) is { } baseline ? PicturesOf(baseline) : pictures),
            _ => FeatureNames.ByPixel(flattening));

        IDataView Read(string[] paths)
            => mlContext.Data.LoadFromEnumerable(paths.Select(path => new Picture { ImagePath = path }));
    }

    private static string[] PicturesOf(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        string[] pictures = [.. PictureFiles.In(folder).Order(StringComparer.Ordinal)];
        return pictures.Length > 0
            ? pictures
            : throw new InvalidDataException($"The folder '{folder}' has no pictures ({PictureFiles.Kinds}).");
    }

    private void Rank(
        ParseResult parsed, TableModel model, Table table, OutputFile output, OutputFormat format)
    {
        RankedColumn[] ranked = model.Rank(
            table,
            parsed.GetValue(_label),
            new ColumnRanking(parsed.GetValue(_permutations), parsed.GetValue(_seed)),
            _cancellation);
        output.Write(stream => RankingTable.Write(stream, format, ranked));
        _screen.Output.WriteLine($"{ranked.Length} columns ranked by {ranked[0].Changes[0].Metric}: {output.Path}");
    }
}
