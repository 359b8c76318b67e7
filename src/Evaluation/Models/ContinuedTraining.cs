using Microsoft.ML;
using MlNetShallow.Data.Pictures;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Evaluation.Models;

/// <summary>A saved model and new examples that it is trained further on: with its features, its classes and its label.</summary>
internal sealed class ContinuedTraining : ITrainable
{
    private readonly MLContext _mlContext;
    private readonly ShallowNetworkModel _model;
    private readonly (IDataView Labelled, string LabelColumn) _examples;
    private readonly string[] _lines;
    private readonly Func<ITransformer, IEnumerable<(string Name, ScoredSet Set)>> _score;

    private ContinuedTraining(
        MLContext mlContext,
        ShallowNetworkModel model,
        DataViewSchema inputSchema,
        (IDataView Labelled, string LabelColumn) examples,
        string[] lines,
        Func<ITransformer, IEnumerable<(string Name, ScoredSet Set)>> score)
    {
        (_mlContext, _model, InputSchema, _examples, _score) = (mlContext, model, inputSchema, examples, score);
        _lines =
        [
            $"trained further: a network that learnt from {Learnt.TrainingRows} rows; the history is that of this training",
            .. lines,
        ];
        if (Learnt.ExampleWeightColumnName is { } weights)
        {
            throw new InvalidDataException(
                $"The model was trained with example weights, of the column '{weights}'; there is no place for them here.");
        }
    }

    public DataViewSchema InputSchema { get; }

    public string ValidationMetric => Outputs switch
    {
        OutputLayer.SigmoidCrossEntropy or OutputLayer.SoftmaxCrossEntropy => "accuracy",
        OutputLayer.Labels => "mean accuracy",
        OutputLayer.Targets => MetricNames.ByLoss(
            "mean R²", Learnt.Loss == RegressionLoss.Targets(Learnt.Network.Shape.Outputs)),
        _ => MetricNames.ByLoss("R²", Learnt.Loss == RegressionLoss.Squared),
    };

    private ShallowNetworkModelParameters Learnt => _model.Network.Model;

    private OutputLayer Outputs => Learnt.Network.Shape.OutputLayer;

    /// <summary>Opens a model of a table, and other tables with its columns and its label.</summary>
    /// <exception cref="InvalidDataException">The model is of another kind, or the tables do not fit it.</exception>
    public static ContinuedTraining OfTable(
        MLContext mlContext, string modelPath, string data, string? test, string? labelName, CancellationToken cancellation)
    {
        TableModel model = TableModel.Load(mlContext, modelPath);
        (string Name, Table Table, IDataView Rows, TableLabel Label)[] sets =
            [.. Paths(data, test).Select(set => Load(set.Name, set.Path))];
        (_, Table training, IDataView rows, TableLabel label) = sets[0];
        bool hasClasses = label.Task is TableTask.Binary or TableTask.Multiclass;
        string[] found = hasClasses ? [.. training.Find(label.Name, "the label").FirstRows.Keys] : [];
        if (hasClasses && found.Length == 1)
        {
            throw new InvalidDataException($"The label column '{label.Name}' of '{data}' has '{found[0]}' in all rows; "
                + "a training takes rows of more than one class.");
        }

        string[] others =
            [.. training.Columns.Select(column => column.Name).Except([.. model.Columns, .. label.Columns.Select(column => column.Name)])];
        string[] lines =
        [
            hasClasses ? $"{label.Name}: {string.Join(", ", label.Classes)}." : label.Describe(),
            .. label.Classes.Except(found).Select(name => $"warning: the training set has no row of '{name}'."),
            .. others.Select(name => $"left out, as the model does not take it: {name}"),
            .. sets.SelectMany(set => Describe(set.Name, set.Table, set.Rows)),
        ];
        return new(
            mlContext,
            model.Transformer,
            model.InputSchema,
            (TablePipeline.AddLabel(mlContext, rows, label), TablePipeline.Label),
            lines,
            trained => sets.Select(set => (
                set.Name, LabelledSets.OfTable(mlContext, trained, set.Rows, set.Label, set.Table.Path, cancellation))));

        (string, Table, IDataView, TableLabel) Load(string name, string path)
        {
            Table table = Table.Open(mlContext, path, cancellation);
            (IDataView rows, TableLabel label) = model.LoadLabelled(table, labelName);
            return (name, table, rows, label);
        }

        IEnumerable<string> Describe(string name, Table table, IDataView rows)
        {
            yield return $"{name}: {table.Rows} rows in {table.Path}";
            foreach (string line in model.Survey(rows).Describe("; filled in or left out, as the model was made"))
                yield return $"{name}: {line}";
        }
    }

    /// <summary>Opens a model of pictures, and folders of others with its classes.</summary>
    /// <exception cref="InvalidDataException">The model is of another kind, or the folders do not fit it.</exception>
    public static ContinuedTraining OfPictures(
        MLContext mlContext, string modelPath, string data, string? test, CancellationToken cancellation)
    {
        ShallowNetworkModel model = ModelFile.LoadPictureModel(mlContext, modelPath).RestoreShallowNetwork();
        (string Name, LabelledFolder Folder)[] sets =
            [.. Paths(data, test).Select(set => (set.Name, ModelFile.OpenFolderOfClasses(mlContext, model, set.Path)))];
        IDataView pictures = mlContext.Data.LoadFromEnumerable(sets[0].Folder.Read(cancellation));
        return new(
            mlContext,
            model,
            pictures.Schema,
            (pictures, ModelFile.HasSeveralClasses(model) ? PicturePipeline.ClassKey : nameof(Picture.Label)),
            [.. sets.Select(set => $"{set.Name}: {set.Folder.DescribeCounts()}")],
            trained => sets.Select(
                set => (set.Name, LabelledSets.OfPictures(mlContext, trained, set.Folder, cancellation))));
    }

    public IEnumerable<string> Describe() => _lines;

    public ITransformer Train(IOptionsReader options)
    {
        IDataView features = _model.Before.Transform(_examples.Labelled);
        return _model.With(Outputs switch
        {
            OutputLayer.SigmoidCrossEntropy => new ShallowNetworkBinaryTrainer(OfTwoClasses(), _mlContext).Fit(features, Learnt),
            OutputLayer.SoftmaxCrossEntropy => new ShallowNetworkMulticlassTrainer(
                Read<ShallowNetworkMulticlassTrainer.Options>(), _mlContext).Fit(features, Learnt),
            OutputLayer.Targets => new ShallowNetworkMultiTargetTrainer(OfTargets(), _mlContext).Fit(features, Learnt),
            OutputLayer.Labels => new ShallowNetworkMultiLabelTrainer(
                Read<ShallowNetworkMultiLabelTrainer.Options>(), _mlContext).Fit(features, Learnt),
            _ => new ShallowNetworkRegressionTrainer(OfANumber(), _mlContext).Fit(features, Learnt),
        });

        ShallowNetworkMultiTargetTrainer.Options OfTargets()
        {
            var read = Read<ShallowNetworkMultiTargetTrainer.Options>();
            // "targets 3 absolute": the loss of each of them.
            read.Loss = RegressionLoss.Parse($"{Learnt.Loss}".Split(' ', 3)[2]);
            return read;
        }

        ShallowNetworkRegressionTrainer.Options OfANumber()
        {
            var read = Read<ShallowNetworkRegressionTrainer.Options>();
            (read.Loss, read.OffsetColumnName) = (Learnt.Loss!, Learnt.OffsetColumnName);
            return read;
        }

        ShallowNetworkBinaryTrainer.Options OfTwoClasses()
        {
            var read = Read<ShallowNetworkBinaryTrainer.Options>();
            (read.ClassNames, read.Threshold) = ([.. Learnt.ClassNames], Learnt.Threshold);
            return read;
        }

        TOptions Read<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            TOptions read = options.Read<TOptions>();
            (read.LabelColumnName, read.FeatureColumnName) = (_examples.LabelColumn, _model.Network.FeatureColumnName);
            (read.HiddenUnits, read.Activation) = ([.. Learnt.Network.Shape.HiddenLayers], Learnt.Network.Shape.Activation);
            return read;
        }
    }

    public IEnumerable<(string Name, ScoredSet Set)> Score(ITransformer model) => _score(model);

    private static IEnumerable<(string Name, string Path)> Paths(string data, string? test)
        => test is null ? [("training set", data)] : [("training set", data), ("test set", test)];
}
