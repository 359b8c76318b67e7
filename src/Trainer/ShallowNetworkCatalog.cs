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
    /// <param name="numberOfHiddenUnits">The number of hidden units, at least 0; 0 for logistic regression. Several hidden layers
    /// are asked for by <see cref="ShallowNetworkTrainerBase.OptionsBase.HiddenUnits"/>, in the options that the other overload
    /// takes.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data, at least 0; for L-BFGS the most steps that it
    /// takes; null for the default.</param>
    /// <param name="batchSize">The number of examples to a step, at least 0; above 0 it is Adam that takes the steps, 0 is all
    /// examples; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkBinaryTrainer ShallowNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int? numberOfEpochs = null,
        int? batchSize = null)
        => catalog.ShallowNetwork(Options<ShallowNetworkBinaryTrainer.Options>(
            labelColumnName, featureColumnName, exampleWeightColumnName,
            numberOfHiddenUnits, activation, learningRate, numberOfEpochs, batchSize));

    /// <summary>
    /// Creates a trainer of a neural network for two classes, with all its options:
    /// <see cref="ShallowNetworkBinaryTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public static ShallowNetworkBinaryTrainer ShallowNetwork(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, ShallowNetworkBinaryTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkBinaryTrainer(options, CatalogContext.EnvironmentOf(catalog));
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
    /// <param name="numberOfHiddenUnits">The number of hidden units, at least 0; 0 for softmax regression. Several hidden layers
    /// are asked for by <see cref="ShallowNetworkTrainerBase.OptionsBase.HiddenUnits"/>, in the options that the other overload
    /// takes.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data, at least 0; for L-BFGS the most steps that it
    /// takes; null for the default.</param>
    /// <param name="batchSize">The number of examples to a step, at least 0; above 0 it is Adam that takes the steps, 0 is all
    /// examples; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkMulticlassTrainer ShallowNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int? numberOfEpochs = null,
        int? batchSize = null)
        => catalog.ShallowNetwork(Options<ShallowNetworkMulticlassTrainer.Options>(
            labelColumnName, featureColumnName, exampleWeightColumnName,
            numberOfHiddenUnits, activation, learningRate, numberOfEpochs, batchSize));

    /// <summary>
    /// Creates a trainer of a neural network for two or more classes, with all its options:
    /// <see cref="ShallowNetworkMulticlassTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public static ShallowNetworkMulticlassTrainer ShallowNetwork(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        ShallowNetworkMulticlassTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkMulticlassTrainer(options, CatalogContext.EnvironmentOf(catalog));
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
    /// <param name="numberOfHiddenUnits">The number of hidden units, at least 0; 0 for linear regression. Several hidden layers
    /// are asked for by <see cref="ShallowNetworkTrainerBase.OptionsBase.HiddenUnits"/>, in the options that the other overload
    /// takes.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data, at least 0; for L-BFGS the most steps that it
    /// takes; null for the default.</param>
    /// <param name="batchSize">The number of examples to a step, at least 0; above 0 it is Adam that takes the steps, 0 is all
    /// examples; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkRegressionTrainer ShallowNetwork(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int? numberOfEpochs = null,
        int? batchSize = null)
        => catalog.ShallowNetwork(Options<ShallowNetworkRegressionTrainer.Options>(
            labelColumnName, featureColumnName, exampleWeightColumnName,
            numberOfHiddenUnits, activation, learningRate, numberOfEpochs, batchSize));

    /// <summary>
    /// Creates a trainer of a neural network that predicts a number, with all its options:
    /// <see cref="ShallowNetworkRegressionTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public static ShallowNetworkRegressionTrainer ShallowNetwork(
        this RegressionCatalog.RegressionTrainers catalog, ShallowNetworkRegressionTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkRegressionTrainer(options, CatalogContext.EnvironmentOf(catalog));
    }

    /// <summary>
    /// Creates a trainer of one neural network with one hidden layer that predicts several numbers:
    /// <see cref="ShallowNetworkMultiTargetTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="labelColumnName">The name of the label column, a known-size vector of <see cref="float"/>, a target in
    /// each slot.</param>
    /// <param name="featureColumnName">The name of the feature column, a known-size vector of <see cref="float"/> or
    /// <see cref="byte"/>.</param>
    /// <param name="exampleWeightColumnName">The name of the example weight column, of <see cref="float"/> (optional).</param>
    /// <param name="numberOfHiddenUnits">The number of hidden units, at least 0; 0 for linear regression.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data, at least 0; for L-BFGS the most steps that it
    /// takes; null for the default.</param>
    /// <param name="batchSize">The number of examples to a step, at least 0; above 0 it is Adam that takes the steps, 0 is all
    /// examples; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkMultiTargetTrainer ShallowNetworkMultiTarget(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int? numberOfEpochs = null,
        int? batchSize = null)
        => catalog.ShallowNetworkMultiTarget(Options<ShallowNetworkMultiTargetTrainer.Options>(
            labelColumnName, featureColumnName, exampleWeightColumnName,
            numberOfHiddenUnits, activation, learningRate, numberOfEpochs, batchSize));

    /// <summary>
    /// Creates a trainer of one neural network that predicts several numbers, with all its options:
    /// <see cref="ShallowNetworkMultiTargetTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public static ShallowNetworkMultiTargetTrainer ShallowNetworkMultiTarget(
        this RegressionCatalog.RegressionTrainers catalog, ShallowNetworkMultiTargetTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkMultiTargetTrainer(options, CatalogContext.EnvironmentOf(catalog));
    }

    /// <summary>
    /// Creates a trainer of one neural network with one hidden layer for several labels that may be true together:
    /// <see cref="ShallowNetworkMultiLabelTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="labelColumnName">The name of the label column, a known-size vector of <see cref="bool"/>, or of
    /// <see cref="float"/> that are 0 or 1, a label in each slot.</param>
    /// <param name="featureColumnName">The name of the feature column, a known-size vector of <see cref="float"/> or
    /// <see cref="byte"/>.</param>
    /// <param name="exampleWeightColumnName">The name of the example weight column, of <see cref="float"/> (optional).</param>
    /// <param name="numberOfHiddenUnits">The number of hidden units, at least 0; 0 for logistic regression.</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="learningRate">The learning rate, above 0, with which Adam trains then; null for the default.</param>
    /// <param name="numberOfEpochs">How often training goes through the data, at least 0; for L-BFGS the most steps that it
    /// takes; null for the default.</param>
    /// <param name="batchSize">The number of examples to a step, at least 0; above 0 it is Adam that takes the steps, 0 is all
    /// examples; null for the default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ShallowNetworkMultiLabelTrainer ShallowNetworkMultiLabel(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        string featureColumnName = TrainerDefaults.FeatureColumnName,
        string? exampleWeightColumnName = null,
        int numberOfHiddenUnits = TrainerDefaults.NumberOfHiddenUnits,
        Activation activation = TrainerDefaults.Activation,
        double? learningRate = null,
        int? numberOfEpochs = null,
        int? batchSize = null)
        => catalog.ShallowNetworkMultiLabel(Options<ShallowNetworkMultiLabelTrainer.Options>(
            labelColumnName, featureColumnName, exampleWeightColumnName,
            numberOfHiddenUnits, activation, learningRate, numberOfEpochs, batchSize));

    /// <summary>
    /// Creates a trainer of one neural network for several labels that may be true together, with all its options:
    /// <see cref="ShallowNetworkMultiLabelTrainer"/>.
    /// </summary>
    /// <param name="catalog">The catalog's trainers.</param>
    /// <param name="options">The trainer's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">Two options do not go together, such as L-BFGS with a batch size.</exception>
    public static ShallowNetworkMultiLabelTrainer ShallowNetworkMultiLabel(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, ShallowNetworkMultiLabelTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ShallowNetworkMultiLabelTrainer(options, CatalogContext.EnvironmentOf(catalog));
    }

    private static TOptions Options<TOptions>(
        string labelColumnName,
        string featureColumnName,
        string? exampleWeightColumnName,
        int numberOfHiddenUnits,
        Activation activation,
        double? learningRate,
        int? numberOfEpochs,
        int? batchSize)
        where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        => new()
        {
            LabelColumnName = labelColumnName,
            FeatureColumnName = featureColumnName,
            ExampleWeightColumnName = exampleWeightColumnName,
            NumberOfHiddenUnits = numberOfHiddenUnits,
            Activation = activation,
            LearningRate = learningRate,
            NumberOfEpochs = numberOfEpochs,
            BatchSize = batchSize,
        };
}
