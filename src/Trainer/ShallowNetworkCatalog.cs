using MlNetShallow;

namespace Microsoft.ML;

/// <summary>Puts the trainers of MlNetShallow beside ML.NET's own.</summary>
public static class ShallowNetworkCatalog
{
    /// <summary>
    /// Creates a trainer of a neural network with one hidden layer for two classes:
    /// <see cref="ShallowNetworkBinaryTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="labelColumnName">The name of the label column, of <see cref="bool"/>.</param>
    /// <param name="featureColumnName">The name of the feature column, a known-size vector of <see cref="float"/> or
    /// <see cref="byte"/>.</param>
    /// <param name="exampleWeightColumnName">The name of the example weight column, of <see cref="float"/> (optional).</param>
    /// <param name="numberOfHiddenUnits">The number of hidden units; 0 for logistic regression.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data.</param>
    /// <param name="batchSize">The number of examples to a step, which Adam takes then; 0 for all of them; null for the
    /// default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkBinaryTrainer ShallowNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int numberOfEpochs = TrainerDefaults.NumberOfEpochs,
        int? batchSize = null)
        => catalog.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfHiddenUnits = numberOfHiddenUnits,
            Activation = activation,
            LearningRate = learningRate,
            NumberOfEpochs = numberOfEpochs,
            BatchSize = batchSize,
        });

    /// <summary>
    /// Creates a trainer of a neural network with one hidden layer for two classes, with all its options:
    /// <see cref="ShallowNetworkBinaryTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkBinaryTrainer ShallowNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, ShallowNetworkBinaryTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkBinaryTrainer(options);
    }

    /// <summary>
    /// Creates a trainer of a neural network with one hidden layer for two or more classes:
    /// <see cref="ShallowNetworkMulticlassTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="labelColumnName">The name of the label column, a key of <see cref="uint"/>.</param>
    /// <param name="featureColumnName">The name of the feature column, a known-size vector of <see cref="float"/> or
    /// <see cref="byte"/>.</param>
    /// <param name="exampleWeightColumnName">The name of the example weight column, of <see cref="float"/> (optional).</param>
    /// <param name="numberOfHiddenUnits">The number of hidden units; 0 for softmax regression.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data.</param>
    /// <param name="batchSize">The number of examples to a step, which Adam takes then; 0 for all of them; null for the
    /// default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkMulticlassTrainer ShallowNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int numberOfEpochs = TrainerDefaults.NumberOfEpochs,
        int? batchSize = null)
        => catalog.ShallowNetwork(new ShallowNetworkMulticlassTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfHiddenUnits = numberOfHiddenUnits,
            Activation = activation,
            LearningRate = learningRate,
            NumberOfEpochs = numberOfEpochs,
            BatchSize = batchSize,
        });

    /// <summary>
    /// Creates a trainer of a neural network with one hidden layer for two or more classes, with all its options:
    /// <see cref="ShallowNetworkMulticlassTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkMulticlassTrainer ShallowNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        ShallowNetworkMulticlassTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkMulticlassTrainer(options);
    }

    /// <summary>
    /// Creates a trainer of a neural network with one hidden layer that predicts a number:
    /// <see cref="ShallowNetworkRegressionTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="labelColumnName">The name of the label column, of <see cref="float"/>.</param>
    /// <param name="featureColumnName">The name of the feature column, a known-size vector of <see cref="float"/> or
    /// <see cref="byte"/>.</param>
    /// <param name="exampleWeightColumnName">The name of the example weight column, of <see cref="float"/> (optional).</param>
    /// <param name="numberOfHiddenUnits">The number of hidden units; 0 for linear regression.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data.</param>
    /// <param name="batchSize">The number of examples to a step, which Adam takes then; 0 for all of them; null for the
    /// default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkRegressionTrainer ShallowNetwork(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int numberOfEpochs = TrainerDefaults.NumberOfEpochs,
        int? batchSize = null)
        => catalog.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfHiddenUnits = numberOfHiddenUnits,
            Activation = activation,
            LearningRate = learningRate,
            NumberOfEpochs = numberOfEpochs,
            BatchSize = batchSize,
        });

    /// <summary>
    /// Creates a trainer of a neural network with one hidden layer that predicts a number, with all its options:
    /// <see cref="ShallowNetworkRegressionTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkRegressionTrainer ShallowNetwork(
        this RegressionCatalog.RegressionTrainers catalog, ShallowNetworkRegressionTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkRegressionTrainer(options);
    }
}
