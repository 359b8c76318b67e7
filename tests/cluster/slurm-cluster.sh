# Sourced by ./slurm: a Slurm cluster of its own on this machine, one controller and two nodes, which needs no root and touches
# no other Slurm. All of it lives in $cluster and ends with stop_cluster.

daemons=()

# start_cluster DIR: sets SLURM_CONF, with which sbatch and its like find it.
start_cluster() {
  cluster=$1
  local port=$((20000 + RANDOM % 10000)) me node
  me=$(id -un)
  mkdir -p "$cluster"/{state,log}
  chmod 700 "$cluster"
  export SLURM_CONF=$cluster/slurm.conf
  # A requeued job waits until the credential of its first run has expired: 2 minutes, if nothing else is said.
  cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.socket,cred_expire=5
SlurmctldPort=$port
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool-%n
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd-%n.pid
SlurmctldLogFile=$cluster/log/slurmctld
SlurmdLogFile=$cluster/log/slurmd-%n
JobCompType=jobcomp/filetxt
JobCompLoc=$cluster/log/jobs
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/linear
ReturnToService=2
NodeName=node1 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1
NodeName=node2 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1
PartitionName=all Nodes=node1,node2 Default=YES State=UP
CONF

  head -c 1024 /dev/urandom >"$cluster/munge.key"
  chmod 600 "$cluster/munge.key"
  start munged --foreground --force --socket="$cluster/munge.socket" --key-file="$cluster/munge.key" \
    --pid-file="$cluster/munged.pid" --seed-file="$cluster/munge.seed" --log-file="$cluster/log/munged"
  wait_for "munged" test -S "$cluster/munge.socket"
  start slurmctld -D
  for node in node1 node2; do
    start slurmd -D -N "$node"
  done
  wait_for "both nodes" both_are_idle
}

stop_cluster() {
  # Jobs first, whose processes would wait for the controller; munged, which all speak through, at last.
  local i
  if [[ ${#daemons[@]} -gt 0 && -n $(squeue --noheader 2>/dev/null) ]]; then
    scancel --user="$(id -un)"
    wait_for "the end of all jobs" no_jobs || true
  fi
  for ((i = ${#daemons[@]} - 1; i >= 0; i--)); do
    kill "${daemons[i]}" 2>/dev/null
    wait "${daemons[i]}" 2>/dev/null
  done
  daemons=()
}

start() {
  local name
  name=$(basename "$1")
  "$@" >>"$cluster/log/$name.out" 2>&1 &
  daemons+=($!)
}

no_jobs() {
  [[ -z $(squeue --noheader 2>/dev/null) ]]
}

both_are_idle() {
  [[ $(sinfo --noheader --Node --format=%t 2>/dev/null | sort | tr '\n' ' ') == "idle idle " ]]
}

# wait_for WHAT COMMAND...: until the command succeeds, a minute at most.
wait_for() {
  local what=$1 i
  shift
  for ((i = 0; i < 300; i++)); do
    "$@" && return
    sleep 0.2
  done
  echo "slurm: waited a minute for $what in vain; the logs:" >&2
  tail -n 20 "$cluster"/log/* >&2
  return 1
}
