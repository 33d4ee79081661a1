// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Events;

/// <summary>Keeps epolls that watch epolls from forming circles or long chains: a wake-up runs through all of them.</summary>
internal static class EpollNesting
{
    /// <summary>The number of the last check; each epoll remembers the one that came by, so that none is counted twice.</summary>
    private static readonly Mutex<long> s_round = new(0);

    /// <summary>Does what adds an entry, if that is allowed.</summary>
    /// <returns><c>ELOOP</c>: a circle, or more than <see cref="EpollConstants.EP_MAX_NESTS"/> deep; or the error of adding.</returns>
    internal static Errno Add(EpollFile epoll, in EpollKey key, in EpollEvent wanted)
    {
        if (key.File is not EpollFile && !epoll.IsWatched) return epoll.Add(key, wanted);
        using Mutex<long>.Guard round = s_round.Lock();
        round.Value++;
        if (key.File is EpollFile nested)
        {
            int down = DepthBelow(nested, epoll, round.Value, 0);
            if (down > EpollConstants.EP_MAX_NESTS || down + 1 + DepthAbove(epoll, round.Value, 0) > EpollConstants.EP_MAX_NESTS) return Errno.ELOOP;
        }

        return epoll.Add(key, wanted);
    }

    private static int DepthBelow(EpollFile epoll, EpollFile target, long round, int depth)
    {
        if (epoll.NestingDown.Round == round) return epoll.NestingDown.Depth;
        int result = 0;
        epoll.NestingDown = (round, 0);
        foreach (EpollFile nested in epoll.Nested())
        {
            if (nested == target || depth > EpollConstants.EP_MAX_NESTS) result = EpollConstants.EP_MAX_NESTS + 1;
            else result = Math.Max(result, DepthBelow(nested, target, round, depth + 1) + 1);
        }

        epoll.NestingDown = (round, result);
        return result;
    }

    private static int DepthAbove(EpollFile epoll, long round, int depth)
    {
        if (epoll.NestingUp.Round == round) return epoll.NestingUp.Depth;
        int result = 0;
        epoll.NestingUp = (round, 0);
        if (depth <= EpollConstants.EP_MAX_NESTS)
        {
            foreach (EpollFile owner in epoll.Watchers.Owners())
            {
                result = Math.Max(result, DepthAbove(owner, round, depth + 1) + 1);
            }
        }

        epoll.NestingUp = (round, result);
        return result;
    }
}
