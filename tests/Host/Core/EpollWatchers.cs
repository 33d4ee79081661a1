// SPDX-License-Identifier: MIT
namespace Skift.Core.Events;

/// <summary>Double of the epolls that watch a file: there are none here.</summary>
internal sealed class EpollWatchers
{
    internal bool IsEmpty => true;

    internal void Release()
    {
    }
}
