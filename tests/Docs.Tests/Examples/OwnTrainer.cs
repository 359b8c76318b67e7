using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;
using static MlNetShallow.Docs.Tests.Examples.Tables;

namespace MlNetShallow.Docs.Tests.Examples;

/// <summary>The examples of docs/own-trainer.md.</summary>
internal static class OwnTrainer
{
    internal sealed class MeanTrainer(MLContext mlContext, string label = "Label", string features = "Features")
        : ITrainerEstimator<MeanTransformer, MeanModel>
    {
        // TrainerInfo has no public constructor: that of a trainer with the same needs serves.
        public TrainerInfo Info { get; } = mlContext.Regression.Trainers.Sdca().Info;

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Check(inputSchema.Any(column => column.Name == label && column.ItemType == NumberDataViewType.Single
                && column.Kind == SchemaShape.Column.VectorKind.Scalar));
            return Stages(mean: 0).GetOutputSchema(inputSchema);
        }

        public MeanTransformer Fit(IDataView input)
        {
            Check(input.Schema.GetColumnOrNull(label)?.Type == NumberDataViewType.Single);
            using IChannel channel = ((IChannelProvider)mlContext).Start("Training a mean");
            DataViewSchema.Column column = input.Schema[label];
            using DataViewRowCursor cursor = input.GetRowCursor([column]);
            ValueGetter<float> getLabel = cursor.GetGetter<float>(column);
            (double sum, long rows, float value) = (0, 0, 0);
            while (cursor.MoveNext())
            {
                getLabel(ref value);
                if (float.IsFinite(value))
                    (sum, rows) = (sum + value, rows + 1);
            }

            if (rows == 0)
                throw new InvalidOperationException("No valid training instances found.");
            channel.Info(MessageSensitivity.None, $"The mean of {rows} labels.");
            var model = new MeanModel { Mean = (float)(sum / rows) };
            return new MeanTransformer(model, Stages(model.Mean).Fit(input), input.Schema[features]);
        }

        /// <summary>The model as ML.NET's own stages, which promise columns, map rows and save themselves.</summary>
        private EstimatorChain<ITransformer> Stages(float mean) => new EstimatorChain<ITransformer>()
            .Append<ITransformer>(mlContext.Transforms.CustomMapping<Nothing, One>(OneMapping.Map, OneMapping.Contract))
            .Append<ITransformer>(mlContext.Transforms.Conversion.MapValue(
                "Score", new Dictionary<int, float> { [1] = mean }, "One"))
            .Append<ITransformer>(mlContext.Transforms.DropColumns("One"));

        private void Check(bool isNumber)
        {
            if (!isNumber)
                throw new ArgumentOutOfRangeException(label, $"The label column '{label}' is missing or no Single.");
        }
    }

    internal sealed class MeanModel
    {
        public float Mean { get; init; }
    }

    internal sealed class MeanTransformer(MeanModel model, ITransformer stages, DataViewSchema.Column features)
        : ISingleFeaturePredictionTransformer<MeanModel>
    {
        public MeanModel Model => model;
        public string FeatureColumnName => features.Name;
        public DataViewType FeatureColumnType => features.Type;
        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => stages.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => stages.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => stages.GetRowToRowMapper(inputSchema);

        void ICanSaveModel.Save(ModelSaveContext ctx) => stages.Save(ctx);
    }

    internal sealed class Nothing
    {
    }

    internal sealed class One
    {
        [ColumnName("One")]
        public int Value { get; set; }
    }

    [CustomMappingFactoryAttribute(Contract)]
    internal sealed class OneMapping : CustomMappingFactory<Nothing, One>
    {
        public const string Contract = "Docs.One";

        // Static, in a class with the attribute: so ML.NET notes this assembly in the file, and finds the class when it loads it.
        public static void Map(Nothing input, One output) => output.Value = 1;

        public override Action<Nothing, One> GetMapping() => Map;
    }

    public static void Use()
    {
        var mlContext = new MLContext(seed: 1);
        var flats = mlContext.Data.LoadFromTextFile<Flat>("datasets/flats/train.csv", separatorChar: ',', hasHeader: true);
        var pipeline = mlContext.Transforms.Concatenate("Features", "Area", "Rooms")
            .Append(new MeanTrainer(mlContext, label: "Rent"));

        var folds = mlContext.Regression.CrossValidate(flats, pipeline, numberOfFolds: 3, labelColumnName: "Rent");
        var model = pipeline.Fit(flats);
        mlContext.Model.Save(model, flats.Schema, "mean.zip");
        var loaded = new MLContext().Model.Load("mean.zip", out _);

        var metrics = mlContext.Regression.Evaluate(loaded.Transform(flats), "Rent");
        Console.WriteLine($"{folds.Count} folds; the mean {model.LastTransformer.Model.Mean:F2}, "
            + $"mean absolute error {metrics.MeanAbsoluteError:F2}");
    }
}
