namespace SixLabors.ImageSharp.Processing.Processors.Transforms;

/// <summary>The weight of a source pixel by its distance from the target's centre.</summary>
public interface IResampler
{
    float Radius { get; }

    float GetValue(float x);
}
