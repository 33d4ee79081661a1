// SPDX-License-Identifier: MIT
namespace Skift.Core.Processes;

/// <summary>There are no processes here; only how many there could be.</summary>
public static class ProcessTable
{
    public const int MaximumNumber = 32768;
}
