// SPDX-License-Identifier: MIT
namespace Skift.Core.Memory;

/// <summary>Double of the owner of areas, which here has no page tables.</summary>
public sealed class AddressSpace
{
    internal void ForgetPages(Area area, long firstIndex, long endIndex, bool keepsCopies)
    {
    }
}
