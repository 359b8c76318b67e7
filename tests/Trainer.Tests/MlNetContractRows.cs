using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Trainer.Tests;

internal sealed class Number
{
    public float Value { get; set; }
}

internal sealed class Vectors
{
    public float A { get; set; }

    [VectorType(2)]
    public float[] B { get; set; } = [0, 0];

    public string Name { get; set; } = "";
}

internal sealed class Joined
{
    public float[] All { get; set; } = [];
}

internal sealed class Scored
{
    public bool Label { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }
}

internal sealed class Worded
{
    public string Word { get; set; } = "";

    public float[] Both { get; set; } = [];
}

/// <summary>Labels even numbers true, and scores them without a mistake.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ParityMapping : CustomMappingFactory<Number, Scored>
{
    public const string Contract = "MlNetShallow.Tests.Parity";

    public static void Map(Number number, Scored scored)
    {
        scored.Label = scored.PredictedLabel = number.Value % 2 == 0;
        scored.Score = scored.Label ? number.Value + 1 : -number.Value;
        scored.Probability = scored.Label ? 0.75f : 0.25f;
    }

    public override Action<Number, Scored> GetMapping() => Map;
}
