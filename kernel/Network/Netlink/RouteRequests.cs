// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Information;

namespace Skift.Network.Netlink;

/// <summary>Answers what programs ask of NETLINK_ROUTE. What would change something is taken where it is so already, otherwise refused.</summary>
/// <param name="links">The interfaces, and the own addresses of the first.</param>
/// <param name="mayChange">The sender has CAP_NET_ADMIN.</param>
/// <param name="onMissing">Told of types of messages that are known on Linux and not here.</param>
internal sealed class RouteRequests(InterfaceInformation[] links, InterfaceAddress[] addresses, bool mayChange, Action<int> onMissing)
{
    /// <summary>Answers all messages of a datagram.</summary>
    /// <param name="isCapped">Errors come without the body of the request (NETLINK_CAP_ACK).</param>
    /// <returns>Datagrams for the sender.</returns>
    internal List<byte[]> Answer(ReadOnlySpan<byte> datagram, uint port, bool isCapped)
    {
        List<byte[]> answers = [];
        NetlinkReader reader = new(datagram);
        while (reader.TryNext(out NetlinkRequest request))
        {
            Errno error = Errno.None;
            bool isDump = false;
            bool isForUs = request.Has(Abi.Netlink.NLM_F_REQUEST) && request.Type >= Abi.Netlink.NLMSG_MIN_TYPE;
            if (isForUs) error = Handle(request, port, answers, out isDump);
            // A list is an answer in itself.
            if (isDump || (error == Errno.None && !request.Has(Abi.Netlink.NLM_F_ACK))) continue;
            NetlinkWriter writer = new(port);
            writer.AddError(request, error, isCapped);
            answers.Add(writer.ToArray());
        }

        return answers;
    }

    private Errno Handle(in NetlinkRequest request, uint port, List<byte[]> answers, out bool isDump)
    {
        isDump = false;
        if (request.Type > RouteNetlink.RTM_MAX) return Errno.EOPNOTSUPP;
        if (request.Body.IsEmpty) return Errno.None;
        bool isGet = (request.Type & RouteNetlink.KindMask) == RouteNetlink.KindGet;
        if (!isGet) return mayChange ? Change(request) : Errno.EPERM;
        NetlinkWriter writer = new(port);
        Errno error = Errno.None;
        isDump = (request.Flags & Abi.Netlink.NLM_F_DUMP) != 0;
        if (!isDump) error = GetOne(request, writer);
        else if (!TryDump(request, writer))
        {
            isDump = false;
            onMissing(request.Type);
            error = Errno.EOPNOTSUPP;
        }

        if (error != Errno.None) return error;
        if (!writer.IsEmpty) answers.Add(writer.ToArray());
        if (!isDump) return error;
        NetlinkWriter end = new(port);
        end.AddDone(request.Sequence);
        answers.Add(end.ToArray());
        return error;
    }

    private bool TryDump(in NetlinkRequest request, NetlinkWriter writer)
    {
        int family = request.Family;
        switch (request.Type)
        {
            case RouteNetlink.RTM_GETLINK:
                for (int i = 0; family != AddressFamily.AF_BRIDGE && i < links.Length; i++)
                {
                    RouteMessages.AddLink(writer, links[i], Abi.Netlink.NLM_F_MULTI, request.Sequence, WantsStatistics(request));
                }

                return true;
            case RouteNetlink.RTM_GETADDR or RouteNetlink.RTM_GETROUTE:
                foreach (InterfaceAddress own in addresses)
                {
                    bool isWanted = family is not (AddressFamily.AF_INET or AddressFamily.AF_INET6) || family == RouteMessages.FamilyOf(own.Address);
                    if (isWanted && request.Type == RouteNetlink.RTM_GETADDR) RouteMessages.AddAddress(writer, links[0].Name, links[0].Index, own, request.Sequence);
                    else if (isWanted) RouteMessages.AddRoutes(writer, links[0].Index, own, request.Sequence);
                }

                return true;
            case RouteNetlink.RTM_GETNEIGH:
                // Nobody lives beside a loopback.
                return true;
            default:
                return false;
        }
    }

    private static bool WantsStatistics(in NetlinkRequest request) =>
        !request.TryGetAttribute(RouteNetlink.LinkBytes, RouteNetlink.IFLA_EXT_MASK, out ReadOnlySpan<byte> mask) || mask.Length < sizeof(uint)
        || (BitConverter.ToUInt32(mask) & RouteNetlink.RTEXT_FILTER_SKIP_STATS) == 0;

    private Errno GetOne(in NetlinkRequest request, NetlinkWriter writer)
    {
        if (request.Type != RouteNetlink.RTM_GETLINK)
        {
            onMissing(request.Type);
            return Errno.EOPNOTSUPP;
        }

        Errno error = FindLink(request, out int place);
        if (error == Errno.None) RouteMessages.AddLink(writer, links[place], 0, request.Sequence, WantsStatistics(request));
        return error;
    }

    /// <summary>The interface that a request names by number or name. EINVAL for neither; ENODEV.</summary>
    private Errno FindLink(in NetlinkRequest request, out int place)
    {
        place = 0;
        if (request.Body.Length < RouteNetlink.LinkBytes) return Errno.EINVAL;
        int index = BitConverter.ToInt32(request.Body[4..]);
        bool hasName = request.TryGetAttribute(RouteNetlink.LinkBytes, RouteNetlink.IFLA_IFNAME, out ReadOnlySpan<byte> name);
        if (index <= 0 && !hasName) return Errno.EINVAL;
        int end = name.IndexOf((byte)0);
        if (end >= 0) name = name[..end];
        for (; place < links.Length; place++)
        {
            if (index > 0 ? links[place].Index == index : Core.Files.Text.EqualsAscii(name, links[place].Name)) return Errno.None;
        }

        return Errno.ENODEV;
    }

    /// <summary>Changes: an interface that is up can be set up, an address that is there exists; more there is not.</summary>
    private Errno Change(in NetlinkRequest request)
    {
        switch (request.Type)
        {
            case RouteNetlink.RTM_NEWLINK or RouteNetlink.RTM_SETLINK:
                Errno error = FindLink(request, out int place);
                if (error != Errno.None) return error;
                uint wanted = BitConverter.ToUInt32(request.Body[8..]);
                uint mask = BitConverter.ToUInt32(request.Body[12..]);
                if (((wanted ^ links[place].Flags) & mask & InterfaceFlag.IFF_UP) == 0 && mask is 0 or InterfaceFlag.IFF_UP && request.Body.Length == RouteNetlink.LinkBytes) return Errno.None;
                break;
            case RouteNetlink.RTM_NEWADDR when IsOwn(request):
                return Errno.EEXIST;
        }

        onMissing(request.Type);
        return Errno.EOPNOTSUPP;
    }

    private bool IsOwn(in NetlinkRequest request)
    {
        bool hasAddress = request.TryGetAttribute(RouteNetlink.AddressBytes, RouteNetlink.IFA_LOCAL, out ReadOnlySpan<byte> address)
            || request.TryGetAttribute(RouteNetlink.AddressBytes, RouteNetlink.IFA_ADDRESS, out address);
        if (!hasAddress || address.Length is not (InternetAddress.IPv4Bytes or InternetAddress.IPv6Bytes) || request.Body.Length < RouteNetlink.AddressBytes) return false;
        foreach (InterfaceAddress own in addresses)
        {
            if (own.Address == InternetAddress.Read(address) && own.PrefixLength == request.Body[1]) return true;
        }

        return false;
    }
}
