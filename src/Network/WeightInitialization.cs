namespace MlNetShallow;

/// <summary>
/// How the weights start; biases always start at zero. Normal draws are those of NumPy's legacy generator
/// (<c>np.random.seed(seed); np.random.randn(...)</c>), W1 first, row by row, then W2 and so on, so that a published run can be
/// repeated from its seed. A network without hidden units starts at zero whatever is chosen: its cost is convex and has no
/// symmetry to break.
/// </summary>
public enum WeightInitialization
{
    /// <summary>W = randn · scale, by default 0.01.</summary>
    Normal = 0,

    /// <summary>W = randn · √(2 / inputs of the unit), which keeps the variance through ReLU units (He et al. 2015) and units
    /// that are like them: leaky ReLU, ELU, GELU, SiLU, softplus.</summary>
    He = 1,

    /// <summary>W = randn · √(2 / (inputs + outputs)) for sigmoid and tanh units (Glorot and Bengio 2010).</summary>
    Xavier = 2,

    /// <summary>W = 0. All hidden units stay equal for ever: only to show that symmetry must be broken.</summary>
    Zeros = 3,
}
