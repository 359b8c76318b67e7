using System.CommandLine;
using Microsoft.ML;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Models;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Sample.Commands;

/// <summary>The options that name the labelled data, pictures or a table, which a model is measured on.</summary>
internal sealed class LabelledDataOptions
{
    private readonly Option<string> _data = OptionFactory.Path(
        "--data", "DIR|FILE", $"A folder that holds one folder of pictures for each class, or a table ({Table.Kinds}).");

    private readonly Option<string?> _positive = OptionFactory.Positive();

    private readonly Option<string?> _label = OptionFactory.Text(
        "--label",
        "COLUMN",
        "For a table: the column that was to be predicted, several as in A,B. [default: the one that the model was trained on]");

    /// <summary>The option that names what is read.</summary>
    public Option File => _data;

    /// <summary>Adds them, and refuses what is not for the data.</summary>
    public void AddTo(Command command)
    {
        command.AddOptions(_data, _positive, _label);
        command.RefuseWhatIsNotForTheData(_data, forPictures: [_positive], forTables: [_label]);
    }

    /// <summary>Loads a model of pictures or of a table, whichever the data are, and scores them with it.</summary>
    public ScoredSet Score(
        ParseResult parsed, MLContext mlContext, string modelPath, CancellationToken cancellation)
    {
        string data = parsed.GetRequiredValue(_data);
        if (Table.IsTable(data))
        {
            TableModel tableModel = TableModel.Load(mlContext, modelPath);
            Table table = Table.Open(mlContext, data, cancellation);
            return tableModel.Score(table, parsed.GetValue(_label), modelPath, cancellation);
        }

        ITransformer model = ModelFile.LoadPictureModel(mlContext, modelPath);
        LabelledFolder folder = ModelFile.OpenFolder(mlContext, model, data, parsed.GetValue(_positive));
        return LabelledSets.OfPictures(mlContext, model, folder, cancellation, modelPath);
    }
}
