// SPDX-License-Identifier: MIT
namespace System.Threading.Tasks;

public class ParallelOptions
{
    private int _degree = -1;

    public CancellationToken CancellationToken { get; set; }

    /// <summary>How many threads work at a time; -1 for as many as there are processors.</summary>
    public int MaxDegreeOfParallelism
    {
        get => _degree;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, -1, nameof(MaxDegreeOfParallelism));
            ArgumentOutOfRangeException.ThrowIfZero(value, nameof(MaxDegreeOfParallelism));
            _degree = value;
        }
    }
}
