"""Makes, seeds or fetches one torrent with libtorrent. Ends when its standard input does.

create v1|v2|hybrid PIECE_LENGTH TRACKER_OR_EMPTY PATH TORRENT
seed HOST PORT TORRENT DIRECTORY
fetch HOST PORT TORRENT_OR_MAGNET DIRECTORY [PEER_HOST:PORT ...]
"""
import os
import sys
import threading

import libtorrent as lt

KINDS = {"v1": lt.create_torrent.v1_only, "v2": lt.create_torrent.v2_only, "hybrid": 0}


def end_with_standard_input():
    def read_to_end():
        sys.stdin.buffer.read()
        os._exit(3)

    threading.Thread(target=read_to_end, daemon=True).start()


def create(kind, piece_length, tracker, path, torrent):
    files = lt.file_storage()
    lt.add_files(files, path)
    maker = lt.create_torrent(files, int(piece_length), KINDS[kind])
    if tracker:
        maker.add_tracker(tracker)
    lt.set_piece_hashes(maker, os.path.dirname(path))
    with open(torrent, "wb") as out:
        out.write(lt.bencode(maker.generate()))


def session(host, port):
    return lt.session(
        {
            "listen_interfaces": host + ":" + port,
            "alert_mask": lt.alert.category_t.error_notification
            | lt.alert.category_t.peer_notification
            | lt.alert.category_t.tracker_notification
            | lt.alert.category_t.status_notification,
            "enable_dht": False,
            "enable_lsd": False,
            "enable_upnp": False,
            "enable_natpmp": False,
            # All may be on one address, and it bans its own after a connection to itself.
            "allow_multiple_connections_per_ip": True,
            # Otherwise it tries uTP alone for the first three seconds.
            "enable_outgoing_utp": False,
        }
    )


def add(client, parameters, directory):
    parameters.save_path = directory
    parameters.flags &= ~(lt.torrent_flags.paused | lt.torrent_flags.auto_managed)
    return client.add_torrent(parameters)


def run(client, handle, reached):
    while not reached(handle.status()):
        client.wait_for_alert(100)
        for alert in client.pop_alerts():
            print(type(alert).__name__, alert.message(), flush=True)


def seed(host, port, torrent, directory):
    client = session(host, port)
    parameters = lt.add_torrent_params()
    parameters.ti = lt.torrent_info(torrent)
    handle = add(client, parameters, directory)
    run(client, handle, lambda status: status.is_seeding)
    print("all is there", flush=True)
    run(client, handle, lambda status: False)


def fetch(host, port, source, directory, *peers):
    client = session(host, port)
    if source.startswith("magnet:"):
        parameters = lt.parse_magnet_uri(source)
    else:
        parameters = lt.add_torrent_params()
        parameters.ti = lt.torrent_info(source)
    handle = add(client, parameters, directory)
    for peer in peers:
        peer_host, peer_port = peer.rsplit(":", 1)
        handle.connect_peer((peer_host, int(peer_port)))
    run(client, handle, lambda status: status.is_seeding)
    print("complete", flush=True)


end_with_standard_input()
{"create": create, "seed": seed, "fetch": fetch}[sys.argv[1]](*sys.argv[2:])
os._exit(0)
