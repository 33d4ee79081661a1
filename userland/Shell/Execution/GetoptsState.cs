// SPDX-License-Identifier: MIT
namespace Skift.Sh.Execution;

/// <summary>Where <c>getopts</c> is: the argument that OPTIND names, and the place in a cluster such as <c>-abc</c>, which no variable shows.</summary>
internal sealed class GetoptsState
{
    public int Index { get; set; } = 1;

    /// <summary>Position in the argument; 0 between arguments.</summary>
    public int Offset { get; set; }

    /// <summary>OPTIND is being set by getopts itself.</summary>
    public bool IsUpdating { get; set; }

    /// <summary>OPTIND was assigned or unset: parsing begins anew there.</summary>
    public void Reset(string? value)
    {
        if (!IsUpdating)
        {
            Index = int.TryParse(value, out int index) && index > 0 ? index : 1;
            Offset = 0;
        }
    }

    public GetoptsState Save() => new() { Index = Index, Offset = Offset };

    public void Restore(GetoptsState saved)
    {
        Index = saved.Index;
        Offset = saved.Offset;
    }
}
